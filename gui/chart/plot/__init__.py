"""The curves themselves: axes, ranges, series, smoothing, and what lies over them."""
