"""What becomes of images on their way into a step: chosen, put together, augmented, normalised."""
