"""What an operator sees of the server: requests by an id, lines of the log, numbers."""
