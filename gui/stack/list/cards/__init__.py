"""Cards: how each row is painted, and what its words, icon and maps are."""
