"""What of the map's page follows the year: it alone is sent when the year is turned."""
