"""The atlas at the size of the country: a made-up province of 3,321 communes."""
