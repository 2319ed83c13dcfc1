"""How the weights, gradients and outputs of a layer spread, what a batch norm makes of them, and what dropout drops."""
