"""The Training page: recipe, machine and result."""
