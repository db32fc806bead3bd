"""From a new description to a working tree that can be reviewed: all of it, or nothing."""
