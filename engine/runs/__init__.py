"""A run on disk: its folder, lock, logs, checkpoints and snapshots, and how it is read again."""
