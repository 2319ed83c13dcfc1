"""The exact weights: as numbers, in a table, on a sheet."""
