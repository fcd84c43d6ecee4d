"""The map of a picture: units, neighbours, names, leader lines, gates."""
