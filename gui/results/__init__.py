"""Results: what the network reached, and where it is wrong; `page.ResultsPage` is the widget."""
