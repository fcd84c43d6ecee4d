"""The page of the border economy."""
