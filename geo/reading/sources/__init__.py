"""Sources in words, and what was taken from them."""
