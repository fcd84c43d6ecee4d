"""What is asked for and how it is classed, filtered and written as an address."""
