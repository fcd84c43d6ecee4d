"""Documents are made in processes of their own, so that none of them holds up a map."""
