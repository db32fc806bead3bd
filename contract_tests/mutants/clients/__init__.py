"""Faulty clients, by what is wrong with them."""
