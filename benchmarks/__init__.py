"""Speed, memory and growth, measured on made reports: `python -m benchmarks`."""
