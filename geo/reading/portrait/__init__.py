"""A portrait in words: sentences, rows of a table, data for other programs."""
