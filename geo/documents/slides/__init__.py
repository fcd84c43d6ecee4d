"""A meeting as a presentation with charts and tables that can be edited."""
