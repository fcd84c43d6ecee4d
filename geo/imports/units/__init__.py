"""Which units the rows of a file mean: found, asked, remembered."""
