"""A drawing packed together with what it says of itself, and the ZIP that holds files."""
