"""The coach: what the curves of a run show, and what to try. Each condition is a module of its own. No torch."""
