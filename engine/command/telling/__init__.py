"""What commands tell while they work, on standard error."""
