"""What is marked across or along the chart, and where its words stand."""
