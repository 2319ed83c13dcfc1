"""Steps: one batch after the other, what they compute in, and the network tried as it stands."""
