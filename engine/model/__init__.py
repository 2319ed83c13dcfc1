"""The network as a torch module: building it, its weights by address, and what is shown of it."""
