"""The words of comparisons: changes, pairs of indicators, lines, ranks."""
