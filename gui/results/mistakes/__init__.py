"""Mistakes: the images that were answered wrongly; `section.MistakesSection` is the widget."""
