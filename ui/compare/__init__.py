"""The page of comparisons: its controls, its maps, its tables."""
