"""Asking: when the shown model is asked what one looks at, and why there is no answer."""
