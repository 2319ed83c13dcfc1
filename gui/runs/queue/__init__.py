"""The queue: what waits to be trained, what trains, and what became of it."""
