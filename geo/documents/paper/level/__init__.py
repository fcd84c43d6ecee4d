"""What takes the place of a map on paper: the chart of a level, or its table."""
