"""Browsing the images of a data set, and putting them right."""
