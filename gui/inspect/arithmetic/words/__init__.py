"""How a number comes about, in words and sums. Without Qt."""
