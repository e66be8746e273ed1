"""Frozen records that every room speaks; no I/O."""
