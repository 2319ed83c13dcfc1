"""Comparison: what two runs, or more, were told and reached, side by side; `page.ComparePage` is the widget."""
