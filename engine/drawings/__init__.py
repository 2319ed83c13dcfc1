"""Own drawings: images that a person gave their right classes, kept as class folders in the user's data folder."""
