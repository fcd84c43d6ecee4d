"""What a cell of the map shows: observed, carried or computed, and never made up."""
