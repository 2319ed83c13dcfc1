"""The values of a path, each with its arithmetic; how a weight learns; where the value goes."""
