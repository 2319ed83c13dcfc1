from engine.network.layers import Conv2d, Flatten, Linear, Softmax
from engine.network.network import Network
from engine.network.nodes import Node, Repeat
from engine.project.recipes import read_recipe
from engine.service.answers import Shown
from engine.typed.document import changed

STACK = (
    Node("nrep00", Repeat((Node("nconv0", Conv2d(1, (3, 3), padding=(1, 1))),), 3)),
    Node("nflat0", Flatten()),
    Node("nlast0", Linear()),
)


def on(document, nodes=STACK):
    document.open(changed(read_recipe("lenet5-sample"), network=Network(nodes)), None)


def test_a_layer_is_muted_in_all_its_copies_and_heard_again(document, workspace):
    on(document)
    muted, told = workspace.muted, []
    muted.changed.connect(lambda: told.append(muted.in_words()))
    muted.turn_node("nconv0")
    assert {one.address for one in muted.value.muted} == {"nconv0@0", "nconv0@1", "nconv0@2"}
    assert muted.nodes() == {"nconv0": "whole"}
    muted.turn("nlast0", 3)
    muted.turn("nconv0@1")  # one copy alone is heard
    assert muted.nodes() == {"nconv0": "whole", "nlast0": "part"}
    muted.turn_node("nconv0")
    muted.turn_node("nconv0")
    assert told == ["1 layer", "1 layer and 1 channel", "1 layer and 1 channel", "1 layer and 1 channel", "1 channel"]
    muted.unmute_all()
    assert not muted.value
    assert muted.nodes() == {}


def test_what_is_muted_is_heard_again_when_its_layer_or_its_copy_goes_and_with_another_document(document, workspace):
    on(document)
    muted = workspace.muted
    muted.turn_node("nconv0")
    muted.turn("nlast0", 3)
    fewer = Node("nrep00", Repeat(STACK[0].op.body, 2))
    document.edit_network(Network((fewer, *STACK[1:])), "Fewer")
    assert muted.value.addresses == {"nconv0@0", "nconv0@1", "nlast0"}
    document.edit_network(Network(STACK[1:]), "Remove")
    assert muted.value.addresses == {"nlast0"}
    on(document)
    assert not muted.value


def test_a_copy_that_goes_takes_its_mute_along_and_leaves_the_others_heard(document, workspace):
    on(document)
    workspace.muted.turn("nconv0@2")
    fewer = Node("nrep00", Repeat(STACK[0].op.body, 2))
    document.edit_network(Network((fewer, *STACK[1:])), "Fewer")
    assert not workspace.muted.value


def test_a_filter_that_goes_takes_its_mute_along(document, workspace):
    def wide(channels):
        return Network((Node("nconv0", Conv2d(channels, (3, 3))), *STACK[1:]))

    on(document, wide(6).nodes)
    for filter_ in (3, 5):
        workspace.muted.turn("nconv0", filter_)
    document.edit_network(wide(4), "Filters 4")
    assert workspace.muted.value.channels("nconv0") == {3}
    assert workspace.muted.in_words() == "1 channel"


def test_a_filter_that_goes_as_its_layer_comes_into_a_repeat_is_heard_in_all_its_copies(workspace):
    show(workspace, STACK[0].op.body)
    workspace.muted.turn("nconv0", 0)
    more = (Node("nmore0", Conv2d(4, (1, 1))), Node("nconv0", Conv2d(4, (3, 3))))
    show(workspace, more, "initial", 2)
    workspace.muted.turn("nconv0", 3)
    show(workspace, STACK, "initial", 3)
    assert {one.address for one in workspace.muted.value.muted} == {"nconv0@0", "nconv0@1", "nconv0@2"}
    assert workspace.muted.in_words() == "3 channels"


def test_what_muted_layers_give_is_chosen_once_for_all(document, workspace):
    on(document)
    workspace.muted.choose("mean")
    workspace.muted.turn("nlast0")
    assert workspace.muted.value.how == "mean"
    workspace.muted.unmute_all()
    assert workspace.muted.value.how == "mean"


def test_the_softmax_at_the_end_is_not_muted_and_says_why(document, workspace, qtbot):
    ends = (*STACK, Node("nsoft0", Softmax()))
    on(document, ends)
    muted = workspace.muted
    for mute in (lambda: muted.turn("nsoft0", 3), lambda: muted.turn("nsoft0"), lambda: muted.turn_node("nsoft0")):
        with qtbot.waitSignal(muted.refused) as told:
            mute()
        assert "changes no answer" in told.args[0]
    assert not muted.value
    document.edit_network(Network((*ends, Node("nmore0", Linear()))), "Add")
    muted.turn_node("nsoft0")
    assert muted.nodes() == {"nsoft0": "whole"}
    document.edit_network(Network(ends), "Remove")
    assert not muted.value


def show(workspace, nodes, source="saved", serial=1):
    project = changed(read_recipe("lenet5-sample"), network=Network(nodes))
    workspace.show_model(Shown(source, project, serial, 8, None if source == "initial" else "r"))


def test_what_is_muted_of_a_run_stays_muted_whatever_is_edited_and_undone(document, workspace):
    on(document)
    show(workspace, STACK)
    muted = workspace.muted
    muted.turn("nconv0@2", 0)
    muted.turn("nlast0", 3)
    before = muted.value
    for edited in (document.network.unwrap("nrep00"), Network(STACK[1:])):
        document.edit_network(edited, "Edit")
        assert muted.value == before
        document.undo_stack.undo()
        assert muted.value == before
    muted.turn_node("nconv0")
    assert muted.value.addresses == {"nconv0@0", "nconv0@1", "nconv0@2", "nlast0"}


def test_what_the_next_model_has_in_other_repeats_is_muted_in_all_its_copies(workspace):
    show(workspace, STACK)
    muted = workspace.muted
    muted.turn("nconv0@1", 0)
    muted.turn("nlast0", 3)
    show(workspace, (*STACK[0].op.body, *STACK[1:]), "initial", 2)
    assert muted.value.channels("nconv0") == {0}
    show(workspace, STACK, "initial", 3)
    assert muted.value.addresses == {"nconv0@0", "nconv0@1", "nconv0@2", "nlast0"}
    show(workspace, STACK[1:], "initial", 4)
    assert muted.value.addresses == {"nlast0"}


def test_a_layer_that_the_shown_model_lacks_is_not_muted_and_says_why(document, workspace, qtbot):
    on(document)
    show(workspace, STACK[1:])
    with qtbot.waitSignal(workspace.muted.refused) as told:
        workspace.muted.turn_node("nconv0")
    assert "does not run this layer" in told.args[0]
    assert not workspace.muted.value
