"""Isnad: an evidence engine for contested conflict reporting, Arabic first, English second."""

__version__ = "0.1.0"
