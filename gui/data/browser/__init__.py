"""The images of the data, one by one: a grid of them, sheets, and one of them large."""
