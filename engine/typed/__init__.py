"""Typed documents: frozen structs whose fields carry bounds, labels and help; reading them with readable errors."""
