"""What `python -m geo` can do."""
