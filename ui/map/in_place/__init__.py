"""What the page shows in the place of the map, which keeps its frame below."""
