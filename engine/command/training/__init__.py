"""What train is made of: one training, several seeds, forks, trying what is fastest, and how it is interrupted."""
