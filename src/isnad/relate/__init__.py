"""Assessments → answers: dyads over time."""
