"""Run away: what to do where a network gives no numbers any more."""

NO_NUMBERS = "Its training has run away: look at an earlier step, or train it anew with a smaller learning rate."
