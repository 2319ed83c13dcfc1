"""The gallery of projects to begin with: a card each, found by letters, opened by Enter or a click."""
