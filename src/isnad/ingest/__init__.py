"""Bytes → Report: formats, character sets, main text, metadata, custody."""
