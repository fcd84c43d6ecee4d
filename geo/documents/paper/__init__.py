"""Maps and meetings on paper: PNG, SVG and PDF."""
