"""How one weight learns: its gradient on the next batch, what the optimiser makes of it, and the weight after."""
