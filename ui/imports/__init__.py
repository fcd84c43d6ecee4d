"""The page for spreadsheets: the file, questions on it, the report, what becomes of it."""
