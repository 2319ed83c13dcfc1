"""Training words: what the ways to train are called, in menus, buttons, lines and dialogs alike."""

from __future__ import annotations

TRAIN, TRAIN_ON, AFRESH = "Train", "Train on", "Start afresh"
CONTINUE = "Continue with the weights that fit"
TEST = "Test it now"
EVALUATE = "Evaluate now"
NOW = "Back to now"

TRAIN_TIP = "Trains the network of this project"
ASK_TIP = "Asks whether to train the run on, or to start afresh"
TEST_TIP = "Puts the test images to the weights that the run has reached"
TRAIN_ON_TIP = "As many epochs again, with the weights and the optimiser of the run that has ended"
RATE_TIP = "Gives the run that trains another learning rate, from its next step on"
EVALUATE_TIP = "Tries the run on its test images now, also in the middle of an epoch or of a pause"
EARLIER_TIP = "Shows everything as it was at the step before that the run keeps"
PLAY_TIP = "Shows one kept step of the run after the other, or pauses"
NOW_TIP = "Shows the newest weights of the run again"
NOTE_TIP = "Writes a few words at the step that the run has reached; the chart marks it"
AFRESH_TIP = "A new run, from new weights"
FORK, FORK_TIP = "Fork from here…", "Trains a new run that begins with the weights of the chosen step"
CONTINUE_TIP = "A new run, from the shown weights wherever layer and shape are the same"
