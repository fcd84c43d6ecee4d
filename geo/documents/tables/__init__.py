"""Figures as CSV, GeoJSON and workbooks."""
