"""The case: one SQLite file, behind contracts."""
