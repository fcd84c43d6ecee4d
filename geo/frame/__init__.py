"""The map's frame: its program for the browser and the messages it reads."""
