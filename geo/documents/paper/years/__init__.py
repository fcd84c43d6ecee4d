"""Charts over years: what they show, their drawing, and where its letters find room."""
