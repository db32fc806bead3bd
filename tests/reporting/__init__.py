"""What reports look like, and what is in them."""
