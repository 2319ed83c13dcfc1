"""Test it hard: what the shown model makes of images that are distorted more and more."""
