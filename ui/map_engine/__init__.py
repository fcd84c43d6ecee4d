"""The map frame: a small program for Leaflet, and the folium elements that carry it."""
