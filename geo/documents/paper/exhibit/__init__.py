"""Exhibits on paper: their pictures side by side, drawn alike for every form of a file."""
