"""Bars: above and below everything else."""
