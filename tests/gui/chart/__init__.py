"""Tests of the training chart."""
