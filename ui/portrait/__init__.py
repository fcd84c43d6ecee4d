"""The page of portraits: a unit among the others, with all that is known of it."""
