"""Finding: what lies at a path that a person chose, as files of classes or as arrays, and what is passed over there."""
