"""A target as a reader reads it: words, rows, formulas, the whole calculation."""
