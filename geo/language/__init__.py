"""The reader's language: words, numbers, dates, and foreign text made harmless."""
