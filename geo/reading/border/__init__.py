"""The border economy in words."""
