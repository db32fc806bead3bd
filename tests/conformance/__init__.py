"""Tests of the conformance engine."""
