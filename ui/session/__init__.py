"""What a reader's session holds: the request, the pages, files."""
