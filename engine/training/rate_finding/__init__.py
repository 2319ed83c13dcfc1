"""The search for a learning rate: a few steps of a throwaway copy, each with a higher rate, and what they show."""
