"""Violations: small faults, each of which a rule must catch."""
