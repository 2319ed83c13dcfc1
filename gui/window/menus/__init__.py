"""Menus: every action of the window, its words and its keys."""
