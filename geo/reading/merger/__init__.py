"""The merger in words: where an old unit went, what a new one was made of, and how it is known."""
