"""Who may publish: accounts of the server's own, or those of a provider."""
