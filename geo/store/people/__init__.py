"""Who may publish: passwords as they are kept, and sign-ins that were ended."""
