"""How one weight learns, in words."""

from dataclasses import replace

from engine.service.looking.values.value_answers import WeightStep
from engine.training.weight_step.weight_step import Clipped, Line
from gui.inspect.arithmetic.steps.learning_card import LearningCard
from gui.inspect.arithmetic.words.weight_words import STAYS, about, lines

STEP = WeightStep(
    name="n00000/weight",
    index=(1, 0, 2, 3),
    step=1500,
    images=64,
    loss=0.402,
    before=0.5,
    gradient=-0.25,
    clipped=Clipped(2.0, 1.0, 0.5),
    rate=0.1,
    lines=(Line("Weight after", "0.5000 − 0.1 · (−0.125)", 0.5125, "0.5125"),),
    after=0.5125,
)


def test_the_arithmetic_stands_line_by_line():
    assert about(STEP) == (
        "The weight of filter 2 for input channel 1, row 3, column 4, in step 1,500, on its batch of 64 images "
        "with the loss 0.402."
    )
    assert lines(STEP) == [
        ("Weight before", "", "0.5000"),
        ("Gradient on the batch", "", "−0.25"),
        ("Clipped", "all gradients are 2 long, at most 1: × 0.5", "−0.125"),
        ("Learning rate", "", "0.1"),
        ("Weight after", "= 0.5000 − 0.1 · (−0.125)", "0.5125"),
    ]


def test_small_numbers_are_written_out_one_above_the_other():
    after = Line("Weight after", "", 0.00004914, "0.00004914")
    small = replace(STEP, before=0.00003914, gradient=0.000008125, clipped=None, lines=(after,))
    assert [value for *_, value in lines(small)[:2]] == ["0.00003914", "0.000008125"]


def test_the_card_is_read_aloud_and_says_why_it_cannot_be_known(qtbot):
    card = LearningCard()
    qtbot.addWidget(card)
    card.show_step(STEP)
    assert "Weight after = 0.5000 − 0.1 · (−0.125) 0.5125" in card.lines.accessibleName()
    card.say("What the optimiser keeps is not known.")
    assert (card.about.text(), card.lines.text()) == ("What the optimiser keeps is not known.", "")


def test_a_product_is_not_broken_and_what_goes_on_is_said(qtbot):
    card = LearningCard()
    qtbot.addWidget(card)
    card.show_step(replace(STEP, remark="The run has ended here."))
    assert "0.5000 −\xa00.1\xa0·\xa0(−0.125)" in card.lines.text()
    assert card.about.text().endswith("The run has ended here.")
    card.hold(goes_on=True)
    assert card.about.text().endswith(STAYS)
    card.hold(goes_on=False)
    assert card.about.text().endswith("The run has ended here.")
    assert about(replace(STEP, index=(2, 4))).startswith("The weight of unit 3 for input 5, in step ")


def test_what_does_not_hold_as_it_is_written_says_so_and_the_weight_has_the_digits_of_its_move():
    moved = Line("Movement", "0.9 · (−0.04315) + (−0.003608)", -0.04245, "−0.04245", holds=False)
    after = Line("Weight after", "", -0.1925794, "−0.1925794")
    rows = {what: (how, value) for what, how, value in lines(replace(STEP, before=-0.1926, lines=(moved, after)))}
    assert rows["Movement"] == ("≈ 0.9 · (−0.04315) + (−0.003608)", "−0.04245")
    assert (rows["Weight before"][1], rows["Weight after"][1]) == ("−0.1926000", "−0.1925794")
