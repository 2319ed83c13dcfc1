"""Statistics: how what comes into a layer, what goes out, its weights and their gradients spread."""
