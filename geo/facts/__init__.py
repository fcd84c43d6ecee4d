"""The facts: tables with their sources, read cell by cell and checked."""
