"""The page of the merger: a unit before and after, the map of both, the whole."""
