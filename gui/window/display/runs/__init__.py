"""Runs that are kept: compared, forked, queued and followed."""
