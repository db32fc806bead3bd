"""Faulty servers, by what is wrong with them."""
