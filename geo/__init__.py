"""The library: facts in, figures, classes, boundaries, words and exports out."""
