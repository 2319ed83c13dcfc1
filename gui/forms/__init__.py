"""Forms: fields made from a struct's own descriptions (label, bounds, unit, help), for any struct of the document."""
