"""A department's spreadsheet: read, asked about, checked, reported, published."""
