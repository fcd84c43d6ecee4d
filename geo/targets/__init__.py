"""Goals, gaps and paces, and which communes must follow."""
