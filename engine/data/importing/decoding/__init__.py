"""Decoding: pictures as images of one shape, by processes of their own that load neither torch nor Qt."""
