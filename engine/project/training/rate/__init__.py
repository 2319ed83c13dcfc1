"""The learning rate: its schedules, and what changes it."""
