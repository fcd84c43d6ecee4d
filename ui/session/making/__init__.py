"""Files that readers ask for, made in processes beside the server."""
