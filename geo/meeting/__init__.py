"""A meeting made ready to be shown or printed."""
