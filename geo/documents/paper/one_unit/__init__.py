"""One unit on paper: its portrait."""
