"""The service: the one door between the window and the engine."""
