"""The steps of a run that can be looked back at, under the axis of the chart."""
