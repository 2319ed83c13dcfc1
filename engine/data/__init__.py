"""Images and labels: reading, splits, normalisation, augmentation and feeding."""
