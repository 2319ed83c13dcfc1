"""A queue of runs: what is to be trained, one after the other or several at once, by processes of the command line."""
