"""Images and labels: the settings (a document), sources, splits, normalisation, augmentation and feeding."""
