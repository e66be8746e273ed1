"""Pure functions on strings; every one that changes text gives a map back to it."""
