"""Words about what is muted: of the layer that is shown, and of all of the shown model. Without Qt."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from engine.analysis.analysis import Analysis
from engine.network.addresses import in_words, parsed
from engine.service.looking.looking_questions import Mutes
from gui.appearance.numerals import numeral
from gui.inspect import layer_words

MANY = 6  # channels that are named one by one


def channels_of(noun: str, channels: Collection[int]) -> str:
    """Those of a layer, counted from 0, each called by the noun: “filters 3, 6 and 2 more”."""
    names = [numeral(channel + 1) for channel in sorted(channels)]
    rest = f" and {numeral(len(names) - MANY)} more" if len(names) > MANY else ""
    return f"{noun.lower()}{'' if len(names) == 1 else 's'} {', '.join(names[:MANY])}{rest}"


def of_layer(value: Mutes, analysis: Analysis, address: str, noun: str) -> str:
    """What of the layer at an address is muted: “muted: filters 3, 6”, and that it gives its mean, where it does; empty
    for nothing.
    """
    channels, whole = value.channels(address), value.whole(address)
    what = _which(value, analysis, address) if whole else channels_of(noun, channels) if channels else ""
    to = " to the mean" if value.how == "mean" else ""
    return f"muted{to}{f': {what}' if what else ''}" if whole or channels else ""


def _which(value: Mutes, analysis: Analysis, address: str) -> str:
    """Of which copies, as seen from one of them; empty where there is only one."""
    same = [one.address for one in analysis.instances_of((parsed(address)[0],))]
    if len(same) <= 1:
        return ""
    muted = sum(map(value.whole, same))
    if muted == len(same):
        return f"all {numeral(muted)} copies"
    return "this copy" if muted == 1 else f"this copy and {numeral(muted - 1)} more"


def named(value: Mutes, analysis: Analysis) -> tuple[str, ...]:
    """Each layer of which something is muted, and what: “filter 6 of 1. Convolution”, “4. Stage 1, copy 2 of 3”."""
    muted = {parsed(at)[0] for at in value.addresses}
    in_order = dict.fromkeys(node for at in analysis.instances if (node := parsed(at)[0]) in muted)
    return tuple(words for node in in_order for words in _of_node(value, analysis, node))


def _of_node(value: Mutes, analysis: Analysis, node: str) -> Iterator[str]:
    addresses = [one.address for one in analysis.instances_of((node,))]
    whole, name = [at for at in addresses if value.whole(at)], layer_words.named(analysis.network, node)
    if whole and len(whole) == len(addresses) > 1:
        yield f"{name}, all {numeral(len(whole))} copies"
    else:
        yield from (name + _copy(at, len(addresses)) for at in whole)
    for at in addresses:
        if at not in whole and (channels := value.channels(at)):
            yield f"{channels_of(_noun(analysis, at), channels)} of {name}{_copy(at, len(addresses))}"


def _copy(address: str, of: int) -> str:
    """Which of so many it is; in Repeats of Repeats which of the outer one, too."""
    copies = parsed(address)[1]
    if of <= 1:
        return ""
    return f", {in_words(copies)} of {numeral(of)}" if len(copies) == 1 else f", {in_words(copies)}"


def _noun(analysis: Analysis, address: str) -> str:
    """What one of its channels is called."""
    instance, node = analysis.instances[address], analysis.network.find(parsed(address)[0])
    return layer_words.channel_noun(None if node is None else node.op, instance.output or ())
