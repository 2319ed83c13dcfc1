"""What is looked at: which model, which image, and what is done to it for a look."""
