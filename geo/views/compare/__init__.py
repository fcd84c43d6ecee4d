"""Comparing: two years of an indicator, two indicators, units with one another."""
