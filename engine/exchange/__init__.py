"""Exchange: what goes out to a file of another kind, and comes in from one."""
