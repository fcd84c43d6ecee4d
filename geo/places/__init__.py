"""Units, the boundaries they belong to, what became of them, and how they are found."""
