"""Tables on a sheet: their heads, their rows, the numbers in their columns."""
