"""What is handed out: tables, paper, slides and the one HTML file."""
