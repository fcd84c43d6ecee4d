"""The page of data: catalogue, boundaries."""
