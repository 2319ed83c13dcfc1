"""The data of a project: its source and what is known of it, splits, normalisation, augmentation, corrections."""
