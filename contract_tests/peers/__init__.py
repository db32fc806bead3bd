"""Published servers and clients that nobody here wrote, as worked examples."""
