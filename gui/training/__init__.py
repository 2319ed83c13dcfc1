"""The Training page: settings and machine."""
