"""What stands above the curves: measures, options, the legend and the sentence."""
