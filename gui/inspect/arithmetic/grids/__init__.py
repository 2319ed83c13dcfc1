"""The numbers of a working as small grids."""
