"""The Training page: settings, machine and result."""
