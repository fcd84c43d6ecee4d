"""A meeting: its scenes, its files, its presentation."""
