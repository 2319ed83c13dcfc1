"""All runs in a folder: the list of them, and what a person does with their folders."""
