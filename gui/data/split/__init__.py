"""Into which parts the images are divided: the bar, its grips, and the form."""
