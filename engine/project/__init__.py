"""The project, the whole document: network, data settings, training settings; its file, recipes and assignments."""
