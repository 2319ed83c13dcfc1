"""State of the run: the run itself, what Train means at this moment, and how far it is."""
