"""Looking into a trained network from a script: what it answers, and how it comes to it."""
