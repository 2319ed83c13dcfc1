"""Samples of every version of every document, which open for good. Without Qt."""

from pathlib import Path

SAMPLES = Path(__file__).resolve().parent
