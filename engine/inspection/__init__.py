"""Looking into a network: its filters and the activations of its layers."""
