"""Pieces of HTML: elements, charts, status."""
