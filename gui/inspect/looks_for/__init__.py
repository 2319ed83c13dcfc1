"""What a filter or unit looks for, below where it is enlarged."""
