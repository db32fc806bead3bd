"""Graders that really grade."""
