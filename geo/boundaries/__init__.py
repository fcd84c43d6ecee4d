"""The polygons of the units: drawn from the gazetteer or replaced, checked, and as files."""
