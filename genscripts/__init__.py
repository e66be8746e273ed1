"""Compiles resources/ into the tables under src/isnad/lang/*/_data. Run `python -m genscripts`; `--check` only compares."""
