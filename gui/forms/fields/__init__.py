"""Fields: the editors that a form is made of, one for each type."""
