"""A level in the place of its map: the chart of all its units, and their table."""
