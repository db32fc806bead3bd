"""What a run leaves behind for people and programs: pages, summaries, recordings."""
