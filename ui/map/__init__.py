"""The map page: frame, controls, legend, card, table."""
