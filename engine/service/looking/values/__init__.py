"""One value, and how one weight learns."""
