"""Correct me: what an image really is, said by the person below the answer."""
