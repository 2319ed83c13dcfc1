"""The Inspect page: the selected layer in figures and pictures."""

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from engine.events import StateChanged
from engine.network.layers import BatchNorm, Conv2d, Flatten, Linear, ReLU
from engine.network.network import Network
from engine.network.nodes import Node, Repeat, Residual
from engine.project.recipes import read_recipe
from engine.service.answers import ImageOf, LayerView, Shown
from engine.typed.document import changed
from gui.inspect import page as module
from gui.inspect.page import InspectPage
from gui.state.bridge import Bridge, Told
from gui.state.document import Document
from gui.state.image import CurrentImage
from gui.state.run import RunState
from gui.state.workspace import Workspace

SAMPLE = read_recipe("lenet5-sample")
INNER = Node("nconv0", Conv2d(4, (3, 3), padding=(1, 1)))
REPEATED = Network((
    Node("nstem0", Conv2d(4, (3, 3), padding=(1, 1)), name="Stem"),
    Node("nrep00", Repeat((Node("nres00", Residual((INNER,))), Node("nrelu0", ReLU())), 3)),
    Node("nnorm0", BatchNorm()),
    Node("nflat0", Flatten()),
    Node("nline0", Linear()),
))  # fmt: skip
FIRST = SAMPLE.network.nodes[0].id
LAST = SAMPLE.network.nodes[-1].id


@pytest.fixture
def document():
    made = Document(SAMPLE)
    yield made
    made.close()


@pytest.fixture
def workspace(document):
    return Workspace(document)


@pytest.fixture
def image(document, workspace):
    return CurrentImage(document, workspace)


@pytest.fixture
def run(qapp):
    bridge = Bridge()
    yield RunState(bridge)
    bridge.stop()


@pytest.fixture
def enters(run):
    """Puts the run into a phase, as the engine's events do."""

    def enter(phase):
        if phase is not None:
            if run.current is None:
                run.begin("r", SAMPLE)
            run._on_state(StateChanged("r", 0.0, phase, 0))

    return enter


@pytest.fixture
def page(qtbot, document, workspace, image, run):
    widget = InspectPage(document, workspace, image, run)
    widget.resize(620, 420)
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def floats(*shape):
    return np.random.default_rng(1).standard_normal(shape).astype(np.float32)


def view(address, weights=None, activation=(6, 28, 28), step=1250, arithmetic="", probabilities=None):
    part, values, of = None if weights is None else floats(*weights), floats(*activation), ImageOf("test", 14)
    return LayerView(address, step, part, weights, None, values, (1, 28, 28), activation, arithmetic, of, probabilities)


def show_model(workspace, source="live", step=1250, project=SAMPLE):
    workspace.show_model(Shown(source, project, 1, step, None if source == "initial" else "r"))


def shows(part):
    return part.isVisible()


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


# --- the layer ---


def test_a_convolution_shows_its_figures_filters_and_activations(workspace, page, enters):
    show_model(workspace)
    enters("running")
    workspace.select([FIRST])
    page.show_layer(view(FIRST, (6, 1, 5, 5), arithmetic="(28 + 2·2 − 5) / 1 + 1 = 28"))
    assert page.heading.text() == "1. Convolution"
    assert page.source.text() == "following training · step 1,250"
    assert page.figures.text() == "weights 6×1×5×5 · output (28 + 2·2 − 5) / 1 + 1 = 28"
    assert page.filters.mosaic.count() == page.outputs.mosaic.count() == 6
    low, high = page.filters.mosaic.limits()
    assert low == -high
    assert not shows(page.filters.channel)


@pytest.mark.parametrize(
    ("source", "step", "state", "words"),
    [
        ("initial", 0, None, "initial weights"),
        ("live", 12, "running", "following training · step 12"),
        ("live", 12, "finished", "run “LeNet-5 on digits” · step 12"),
        ("saved", 1500, None, "run “LeNet-5 on digits” · step 1,500"),
    ],
)
def test_it_says_whose_weights_are_shown(workspace, page, source, step, state, words, enters):
    project = changed(SAMPLE, title="LeNet-5 on digits")
    show_model(workspace, source, step, project)
    enters(state)
    workspace.select([FIRST])
    page.show_layer(view(FIRST, (6, 1, 5, 5), step=step))
    assert page.source.text() == words


def test_of_several_input_channels_one_or_all_are_chosen(workspace, page):
    show_model(workspace)
    workspace.select([FIRST])
    shown = view(FIRST, (16, 6, 5, 5))
    page.show_layer(shown)
    filters = page.filters
    assert shows(filters.channel)
    assert (filters.mosaic.count(), filters.mosaic.name_of(7)) == (96, "Filter 2, channel 2")
    filters.channel.setFocus()
    QTest.keyClick(filters.channel, Qt.Key.Key_Down)
    assert filters.channel.currentText() == "input channel 1"
    assert (filters.mosaic.count(), filters.mosaic.name_of(1)) == (16, "Filter 2")
    page.show_layer(shown)
    assert filters.channel.currentText() == "input channel 1"


def test_a_layer_without_weights_shows_activations_alone(workspace, page):
    show_model(workspace)
    workspace.select([FIRST])
    page.show_layer(view(FIRST))
    assert not shows(page.filters)
    assert shows(page.outputs.mosaic)
    assert page.figures.text() == "input 1×28×28 · output 6×28×28"


def test_a_linear_layer_shows_its_matrix_and_bars_or_the_classes_where_it_is_the_last(workspace, page):
    show_model(workspace)
    workspace.select([LAST])
    page.show_layer(view(LAST, (10, 84), (10,), probabilities=np.full(10, 0.1, np.float32)))
    assert page.filters.mosaic.map_size() == (10, 84)
    assert shows(page.outputs.classes)
    assert not shows(page.outputs.common)
    assert page.outputs.classes.sentence(3).startswith("3: ")
    assert page.outputs.classes.sentence(3).endswith(", 10.00 %")
    page.show_layer(view(LAST, (10, 84), (10,)))
    assert shows(page.outputs.bars)
    assert not shows(page.outputs.classes)


def test_batch_norm_shows_its_scale_as_bars(workspace, page):
    show_model(workspace)
    workspace.select([FIRST])
    page.show_layer(view(FIRST, (6,)))
    assert shows(page.filters.bars)
    assert not shows(page.filters.mosaic)


def test_a_matrix_too_large_for_a_picture_says_so(workspace, page):
    show_model(workspace)
    workspace.select([LAST])
    large = replace(view(LAST, (10, 84), (10,)), weights=None, weights_shape=(2000, 2000))
    page.show_layer(large)
    assert page.filters.mosaic.accessibleDescription() == "4,000,000 weights are too many for a picture."


def test_one_range_for_all_maps_by_a_press(workspace, page):
    show_model(workspace)
    workspace.select([FIRST])
    values = floats(2, 4, 4) * np.array([1, 100], np.float32)[:, None, None]
    page.show_layer(replace(view(FIRST), activation=values))
    before = page.outputs.mosaic.grab().toImage()
    click(page.outputs.common)
    assert page.outputs.mosaic.grab().toImage() != before


def test_an_answer_about_another_layer_is_dropped(workspace, page):
    show_model(workspace)
    workspace.select([LAST])
    page.show_layer(view(LAST, (10, 84), (10,)))
    page.show_layer(view(FIRST, (6, 1, 5, 5)))
    assert page.figures.text().startswith("weights 10×84")


def test_the_pointer_reads_value_position_and_shape_also_while_they_change(qtbot, workspace, page):
    show_model(workspace)
    workspace.select([FIRST])
    page.show_layer(view(FIRST, (6, 1, 5, 5)))
    assert page.readout.text() == module.POINT
    tile = page.filters.mosaic.tile_rect(1).topLeft().toPoint() + QPoint(3, 3)
    QTest.mouseMove(page.filters.mosaic, tile)
    qtbot.waitUntil(lambda: page.readout.text().startswith("Filter 2 · row 1, column 1 · "))
    assert page.readout.text().endswith(" · 6 of 5×5")
    before = page.readout.text()
    page.show_layer(replace(view(FIRST, (6, 1, 5, 5)), weights=np.ones((6, 1, 5, 5), np.float32)))
    assert page.readout.text() == "Filter 2 · row 1, column 1 · 1 · 6 of 5×5" != before


def test_updates_keep_scroll_position_and_keyboard(qtbot, workspace, page):
    show_model(workspace)
    workspace.select([FIRST])
    shown = view(FIRST, (16, 6, 5, 5), (256, 28, 28))
    page.show_layer(shown)
    bar = page.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    page.outputs.mosaic.setFocus()
    bar.setValue(80)
    page.show_layer(replace(shown, step=1300))
    assert bar.value() == 80
    assert page.outputs.mosaic.hasFocus()


# --- no layer ---


def test_without_a_selection_there_is_a_sentence_alone(workspace, page):
    show_model(workspace)
    workspace.select([])
    assert page.sentence.text() == module.SELECT
    assert not shows(page.outputs)
    assert page.heading.text() == ""


def test_where_the_image_is_missing_it_says_that(workspace, image, page):
    show_model(workspace, "saved")
    workspace.select([FIRST])
    page.show_layer(None)
    image.say_missing("Fashion-MNIST is not on this computer yet.")
    assert page.sentence.text() == "Fashion-MNIST is not on this computer yet."
    image.say_missing("")
    assert page.sentence.text() == module.PREPARING


def test_while_the_images_of_a_run_are_read_its_layers_are_not_said_to_be_no_part_of_it(workspace, page):
    show_model(workspace, "saved")
    workspace.select([FIRST])
    page.show_layer(None)
    workspace.note_progress(Told("", "Reading CIFAR-10: 41 %, 12 s left"))
    assert page.sentence.text() == "Reading CIFAR-10: 41 %, 12 s left"


def test_a_layer_that_the_shown_run_does_not_have_says_so(document, workspace, page):
    show_model(workspace, "saved")
    document.edit_network(document.network.insert(document.network.gap(FIRST), [Node("nnewly", ReLU())]), "Add")
    workspace.select(["nnewly"])
    page.show_layer(None)
    assert shows(page.sentence)
    assert page.sentence.text() == module.NOT_IN_RUN
    assert not shows(page.outputs)


def test_a_layer_that_is_switched_off_says_so(document, workspace, page):
    show_model(workspace)
    document.edit_network(document.network.change_node({FIRST}, enabled=False), "Disable")
    workspace.select([FIRST])
    page.show_layer(None)
    assert page.sentence.text() == module.SWITCHED_OFF


def test_without_a_model_it_says_what_is_the_matter(document, workspace, page):
    workspace.select([FIRST])
    assert page.sentence.text() == module.PREPARING
    document.edit_network(document.network.change({FIRST}, kernel=(99, 99)), "Break")
    assert page.sentence.text() == document.analysis.problems[0].why
    workspace.select([LAST])
    assert page.sentence.text() == "Layer 1 (Convolution) must be mended before anything arrives here."
    workspace.select([])
    assert page.sentence.text() == module.PROBLEM


def show_prefix(document, workspace, network):
    document.edit_network(network, "Break")
    workspace.show_model(Shown("initial", document.project, 1, complete=False))


def test_of_a_broken_stack_each_layer_says_why_it_is_not_shown(document, workspace, page):
    nodes = SAMPLE.network.nodes
    flatten = next(index for index, node in enumerate(nodes) if isinstance(node.op, Flatten))
    show_prefix(document, workspace, document.network.remove({nodes[flatten].id}))
    workspace.select([FIRST])
    assert page.sentence.text() == module.PREPARING
    page.show_layer(view(FIRST, (6, 1, 5, 5), step=0))
    assert shows(page.outputs)
    workspace.select([nodes[flatten + 1].id])
    page.show_layer(None)
    assert page.sentence.text() == document.analysis.problems[0].why
    workspace.select([LAST])
    assert page.sentence.text() == f"Layer {flatten + 1} (Linear) must be mended before anything arrives here."
    assert page.source.text() == ""  # nobody knows its weights
    document.undo_stack.undo()
    assert page.sentence.text() == module.PREPARING


def test_beside_a_problem_in_a_block_it_says_what_must_be_mended(document, workspace, page):
    show_prefix(document, workspace, REPEATED.change({"nconv0"}, filters=5))
    mended = "Layer 2 (Repeat), Layer 1 (Residual block) must be mended before"
    for node, sentence in {
        "nrep00": f"{mended} this runs.",
        "nres00": document.analysis.problems[0].why.removeprefix("In copy 1: ").capitalize(),
        "nconv0": f"{mended} this runs.",
        "nrelu0": f"{mended} anything arrives here.",
        "nflat0": f"{mended} anything arrives here.",
    }.items():
        workspace.select([node])
        page.show_layer(None)
        assert page.sentence.text() == sentence


def test_a_layer_in_a_block_that_is_switched_off_says_so(document, workspace, page):
    document.edit_network(REPEATED.change_node({"nrep00"}, enabled=False), "Disable")
    show_model(workspace, "initial", 0)
    workspace.select(["nconv0"])
    page.show_layer(None)
    assert page.sentence.text() == module.BLOCK_OFF


# --- copies ---


def test_the_address_follows_the_selection_and_the_chosen_copy(qtbot, document, workspace, page):
    assert page.address() is None
    document.edit_network(REPEATED, "Repeat")
    workspace.select(["nstem0"])
    assert page.address() == "nstem0"
    assert not shows(page.copies)
    workspace.select(["nconv0"])
    assert page.address() == "nconv0@0"
    box = page.copies.layout().itemAt(0).widget()
    assert box.currentText() == "copy 1 of 3"
    box.setFocus()
    with qtbot.waitSignal(page.address_changed):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert page.address() == "nconv0@1"
    workspace.select(["nrep00"])
    assert page.address() == "nrep00"
    workspace.select(["nrelu0"])
    assert page.address() == "nrelu0@1"
    workspace.select(["nrelu0", "nstem0"])
    assert page.address() is None


def test_a_layer_in_a_block_says_where_it_is(document, workspace, page):
    document.edit_network(REPEATED, "Repeat")
    show_model(workspace, "initial", 0)
    workspace.select(["nconv0"])
    page.show_layer(view("nconv0@0", (4, 4, 3, 3), (4, 28, 28), step=0))
    assert page.heading.text() == "1. Convolution"
    assert page.source.text() == "in 1. Residual block · initial weights"


@pytest.mark.parametrize("width", [320, 364, 620, 1100])
def test_nothing_is_cut_off_at_any_width(qtbot, workspace, page, width):
    show_model(workspace)
    workspace.select([FIRST])
    page.resize(width, 420)
    page.show_layer(view(FIRST, (16, 6, 5, 5)))
    qtbot.waitUntil(lambda: page.width() == width)
    assert page.minimumSizeHint().width() <= 320
    for part in (page.readout, page.filters.channel):
        right = part.mapTo(page, part.rect().topRight()).x()
        assert right <= width


def test_filters_that_read_a_colour_image_are_shown_in_colour_first(document, workspace, page):
    project = read_recipe("resnet-20-cifar10")
    first = project.network.nodes[0].id
    document.open(project, None)
    show_model(workspace, project=project)
    workspace.select([first])
    page.show_layer(replace(view(first, (16, 3, 3, 3), (16, 32, 32)), input=(3, 32, 32)))
    assert page.filters.channel.currentText() == "in colour"
    assert page.filters.mosaic.count() == 16
    page.filters.channel.setFocus()
    QTest.keyClick(page.filters.channel, Qt.Key.Key_Down)
    assert page.filters.mosaic.count() == 48


def test_the_heading_follows_a_new_name_and_the_end_of_training(document, workspace, page, enters):
    show_model(workspace)
    enters("running")
    workspace.select([FIRST])
    page.show_layer(view(FIRST, (6, 1, 5, 5)))
    document.edit_network(document.network.change_node({FIRST}, name="Edges"), "Rename")
    assert page.heading.text() == "1. Edges"
    enters("finished")
    assert not page.source.text().startswith("following")


def test_of_weights_too_many_for_a_picture_one_input_channel_is_asked_for(qtbot, workspace, page):
    show_model(workspace)
    workspace.select([FIRST])
    wide = (64, 32, 3, 3)
    part = replace(view(FIRST, (64, 1, 3, 3)), weights_shape=wide, input_channel=0)
    page.show_layer(part)
    assert page.figures.text().startswith("weights 64×32×3×3")
    assert page.filters.mosaic.count() == 64
    assert [page.filters.channel.itemText(at) for at in range(2)] == ["input channel 1", "input channel 2"]
    assert page.input_channel() == 0
    with qtbot.waitSignal(page.address_changed):
        page.filters.channel.setCurrentIndex(5)
        page.filters.channel.activated.emit(5)
    assert page.input_channel() == 5
    page.show_layer(replace(part, weights=np.ones((64, 1, 3, 3), np.float32), input_channel=5))
    assert page.filters.mosaic.limits() == (-1, 1)
    assert page.filters.channel.currentText() == "input channel 6"
    page.show_layer(view(FIRST, (6, 1, 5, 5)))
    assert page.input_channel() is None
