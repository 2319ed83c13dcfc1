"""Through time: a layer before its training and now, how its weights spread meanwhile, and films of it."""
