"""Arguments: what a script may hand over, checked before anything is opened, and refused in words."""
