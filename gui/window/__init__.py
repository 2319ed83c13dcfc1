"""The window: its frame, bars, menus and dialogs, and what wires the panels together."""
