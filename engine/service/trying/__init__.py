"""What is tried on throwaway copies: how long a training takes, what is fastest, which learning rate suits."""
