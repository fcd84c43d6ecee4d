"""The server around the pages: settings, loaded facts, static files, routes and headers."""
