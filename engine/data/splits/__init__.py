"""Which images are for training, validation and testing, what is kept back or spoiled, and corrections of own ones."""
