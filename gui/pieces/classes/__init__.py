"""Classes by their names, up to a thousand: how they are called, found, listed and chosen."""
