"""JSON and CSV for other tools."""
