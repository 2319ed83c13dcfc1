"""Recording: what a run writes as it goes: its log, and what is kept along the way."""
