"""Robustness: what a network makes of images that are noisy, turned, shifted, blurred and the like."""
