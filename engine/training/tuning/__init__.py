"""Tuning: what trains a network fastest on this machine, measured on a throwaway copy of its training."""
