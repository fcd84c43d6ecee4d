"""All that is known of one unit, set beside the others of its kind."""
