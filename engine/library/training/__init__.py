"""Training from a script: runs, their rate and speed, forks, going on."""
