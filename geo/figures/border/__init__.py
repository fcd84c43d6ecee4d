"""The border economy: what belongs to it, and which of its figures may stand on one axis."""
