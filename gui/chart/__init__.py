"""The training chart: `panel.ChartPanel` is the widget, `curves.RunCurves` what it shows."""
