"""The run that is shown: its curves, its rate, its notes, its result."""
