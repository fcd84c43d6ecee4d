"""How answers leave the server: at once, and packed."""
