"""Steps whose speed is known by their setup."""

import time


class FakeSteps:
    """`speeds(setup)` is images per second; a block takes so many seconds."""

    def __init__(self, speeds, seconds=0.0):
        self.speeds, self.seconds = speeds, seconds
        self.turns = []

    def step(self, setup):
        self.turns.append(setup)

    def block(self, setup, seconds):
        time.sleep(self.seconds)
        return self.speeds(setup)
