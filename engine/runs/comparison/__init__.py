"""Two runs beside each other: in what they differ, and whether one is better by more than chance."""
