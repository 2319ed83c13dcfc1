"""The session: one run on a thread of its own, from opening its folder to its last word."""
