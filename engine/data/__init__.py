"""Images and labels: reading, splits, normalisation, augmentation, spoiling and feeding."""
