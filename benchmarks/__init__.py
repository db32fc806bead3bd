"""Measurements of this project, side by side with others, in one run."""
