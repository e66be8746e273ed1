"""Training the learned reader from the gold of this repository: `python -m genscripts.train`, see docs/learned.md."""
