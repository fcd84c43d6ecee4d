"""Boundary layers that somebody brings: read, checked, mended."""
