"""Files as they are sent: told apart, bounded, opened without running anything, put into cells."""
