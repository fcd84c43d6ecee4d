"""Small files that readers keep: plans and meetings."""
