"""Whole journeys through the real window, with the real engine behind it."""
