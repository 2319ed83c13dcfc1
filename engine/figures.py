"""Figures as a person reads them: one way for the window, the command line and what the library prints."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

LEAST_WRITTEN_OUT = 1e-10  # a smaller setting has an exponent, and a smaller number beside settings
HOUR, DAY = 3600.0, 86400.0  # seconds
WRITTEN_OUT = (1e-5, 1e6)  # what is outside of these has an exponent


def rounded(value: float, places: int) -> str:
    """Half up, as people round: 97.25 to one place is 97.3, where Python goes to the even one."""
    if not math.isfinite(value):
        return f"{value:.{places}f}"
    return str(Decimal(f"{value:.12g}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def percent(share: float | None) -> str:
    """96.05 %: how an accuracy is written in a column, and where nobody knows of how many; empty without a figure."""
    return "" if share is None else f"{rounded(100 * share, 2)} %"


def share_of(share: float | None, images: int) -> str:
    """93 %, 96.1 % or 96.05 %: a share of so many images, with as many places as tell one image more, two at most.

    Empty without a figure.
    """
    if share is None:
        return ""
    places = 0 if images <= 100 else 1 if images <= 1000 else 2
    return f"{rounded(100 * share, places)} %"


def tenths_of_percent(share: float) -> str:
    """43.5 %: how sure one answer is, and other shares of which hundredths say nothing."""
    return f"{rounded(100 * share, 1)} %"


def rounded_percent(share: float) -> str:
    """10 %, 96 %, 98.7 % or 99.63 %: more figures the nearer it is to all, and to none."""
    near = min(share, 1 - share)
    places = 0 if near >= 0.03 or near == 0 else 1 if near >= 0.01 else 2
    return f"{rounded(100 * share, places)} %"


def loss(value: float | None) -> str:
    """2.303, 0.402, 0.0814, 12.35, 395 or 12,345: three figures or more, and an exponent only for what is extreme.

    None is one that was no number where it was written down.
    """
    if value is None or not math.isfinite(value):
        return "infinite" if value is not None and math.isinf(value) else "not a number"
    size = abs(value)
    if size and not WRITTEN_OUT[0] <= size < WRITTEN_OUT[1]:
        return f"{value:.2e}"
    return f"{value:,.{_places(size)}f}"


def losses(cross_entropy: float | None, squared_error: float | None = None) -> str:
    """Loss 0.402; of a training by the squared error both, each by its name."""
    if squared_error is None:
        return f"loss {loss(cross_entropy)}"
    return f"squared error {loss(squared_error)}, cross-entropy {loss(cross_entropy)}"


def _places(size: float) -> int:
    """Places behind the point."""
    if size >= 10:
        return 2 if size < 100 else 0
    return max(3, 2 - math.floor(math.log10(size))) if size else 3


def setting(value: float) -> str:
    """What was set, without needless figures: 0.9, 0.00001, 1e-12."""
    text = f"{value:.12g}"
    return format(Decimal(text), "f") if LEAST_WRITTEN_OUT <= abs(value) < 1 else text


def rate(value: float, digits: int = 3) -> str:
    """A learning rate, which is set as 0.000001 and reads so: 0.0000005, in so many significant digits."""
    return setting(float(f"{value:.{digits}g}")) if value < 1 else plain(value, digits)


def plain(value: float, digits: int = 3, least: float = WRITTEN_OUT[0]) -> str:
    """-3.47, 0.00123, 110 or 12,346: in so many significant digits, none of its whole ones left out.

    Only what is extreme has an exponent, as what is smaller than `least`. The minus sign is a hyphen, as Python has it.
    """
    if not math.isfinite(value):
        return loss(value)
    size = abs(value)
    if not size:
        return "0"
    if not least <= size < WRITTEN_OUT[1]:
        return f"{value:.{digits - 1}e}"
    places = digits - 1 - math.floor(math.log10(size))
    written = f"{value:,.{max(0, places)}f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def speed(images_per_second: float | None) -> str:
    """12,345 images/s; empty without a figure."""
    return "" if images_per_second is None else f"{images_per_second:,.0f} images/s"


def size(count: int) -> str:
    """Bytes as 0 MB, 0.4 MB, 80 MB, 1.2 GB: two figures or more, in millions."""
    millions = count / 1e6
    if millions >= 999.5:
        return f"{millions / 1000:,.{1 if millions < 99_500 else 0}f} GB"
    return f"{millions:.{1 if 0 < millions < 9.95 else 0}f} MB"


def memory(count: int) -> str:
    """Bytes of a process as 0.8 GB, 12.5 GB, rounded as it is watched while it runs: in 2**30."""
    return f"{max(0.1, count / 2**30):,.1f} GB"


def counted(count: int, noun: str) -> str:
    """1 epoch, 1,500 steps."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def are(count: int) -> str:
    """Is or are, after so many."""
    return "is" if count == 1 else "are"


def duration(seconds: float) -> str:
    """12 s, 3 min 20 s, 2 h 5 min."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def about(seconds: float) -> str:
    """A time that is roughly known: 0.4 s, 4 s, 40 s, 3 min 20 s, 12 min, 2.5 hours, 25 hours, 3 days."""
    if seconds < 0.95:
        return f"{max(0.1, seconds):.1f} s"
    if seconds < 59.5:
        return f"{seconds:.0f} s"
    if seconds < 595:
        minutes, tens = divmod(round(seconds / 10), 6)
        return f"{minutes} min {10 * tens} s" if tens else f"{minutes} min"
    if seconds < 0.99 * HOUR:
        return f"{seconds / 60:.0f} min"
    if seconds < 2 * DAY:
        return _counted_about(seconds / HOUR, "hour")
    return _counted_about(seconds / DAY, "day")


def _counted_about(count: float, unit: str) -> str:
    said = f"{count:,.{int(count < 9.75)}f}".removesuffix(".0")
    return f"{said} {unit}{'s' * (said != '1')}"
