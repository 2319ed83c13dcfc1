"""The line above the chart, and what can be said in it."""
