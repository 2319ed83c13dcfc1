"""Pictures of what a network holds: filters and feature maps as mosaics, vectors as bars."""
