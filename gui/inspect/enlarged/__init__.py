"""One filter or map that fills the page: its values, how they spread, and the same on other images."""
