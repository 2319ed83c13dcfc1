"""The window: panels over the document, the engine's events and its service. Nothing here imports torch."""
