"""The Inspect page without a layer to show: the sentence that says why."""

from msgspec import structs

from engine.network.layers import Flatten, ReLU
from engine.network.network import Network
from engine.network.nodes import Node
from engine.service.answers import Shown
from gui.inspect import why_none as module
from gui.state.bridge import Told
from tests.gui.inspect.layers import FIRST, LAST, REPEATED, SAMPLE, click, show_model, shows, view


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


def test_filters_need_no_image(workspace, image, page):
    show_model(workspace)
    workspace.select([FIRST])
    image.say_missing("Fashion-MNIST is not on this computer yet.")
    page.show_layer(structs.replace(view(FIRST, (6, 1, 5, 5)), image=None))
    assert shows(page.filters)
    assert shows(page.figures)
    assert not shows(page.outputs)
    assert page.sentence.text() == "Fashion-MNIST is not on this computer yet."
    page.show_layer(view(FIRST, (6, 1, 5, 5)))
    assert shows(page.outputs)
    assert not shows(page.sentence)


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


def test_a_new_layer_is_not_missed_in_the_run_before_while_another_begins(document, workspace, run, page):
    show_model(workspace, "saved")
    document.edit_network(document.network.insert(document.network.gap(FIRST), [Node("nnewly", ReLU())]), "Add")
    workspace.select(["nnewly"])
    page.show_layer(None)
    assert page.sentence.text() == module.NOT_IN_RUN
    run.begin("another", document.project)
    assert page.sentence.text() == module.PREPARING


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


def test_in_an_empty_project_it_offers_to_add_a_first_layer(qtbot, document, workspace, page):
    document.edit_network(Network(), "Remove")
    workspace.show_model(None)
    page.show_layer(None)
    assert page.sentence.text() == module.EMPTY
    with qtbot.waitSignal(page.layer_wanted):
        click(page.add)
    document.undo_stack.undo()
    assert page.sentence.text() != module.EMPTY
    assert not shows(page.add)


def test_a_model_that_does_not_come_is_not_said_to_be_prepared(workspace, page):
    workspace.select([FIRST])
    assert page.sentence.text() == module.PREPARING
    workspace.show_model(None, "It needs 1,234 GB, and 3 GB are free.")
    assert page.sentence.text() == page.why() == "It needs 1,234 GB, and 3 GB are free."
    show_model(workspace)
    workspace.show_model(None)
    assert page.sentence.text() == module.PREPARING
