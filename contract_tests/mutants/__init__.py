"""Servers and clients with one fault each, written without a look at the rules."""
