"""Check-up: what a person should know of images before a network learns from them, and how it is put right."""
