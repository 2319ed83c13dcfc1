"""Second: a run that answers beside the shown one, and the images on which both differ."""
