"""Pictures of a film: a GIF that moves, or a strip of its steps side by side. Each picture says its step."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from engine.inspection.over_time.film import Film, shown_of
from engine.inspection.over_time.kernels import COLOURS
from engine.inspection.over_time.sheet import BLUE, sheet

Go: TypeAlias = Callable[[int, int], None]  # told how many of how many pictures are made; raises to end it
CAPTION, MARGIN = 22, 8  # pixels
BAR, LABEL, FIGURE, LINE, MOST_CLASSES = 240, 110, 56, 20, 20  # of an answer
SHOWN_MS, HELD_MS = 200, 1500  # how long a picture of a GIF stands, and its last
MOST_IN_STRIP, STRIP_WIDTH = 12, 2400
IMAGE = 96  # the longer side of what is answered
INK, PAPER, TRACK = (36, 41, 47), (255, 255, 255), (225, 228, 232)
LETTERS = [tuple(round(p + (i - p) * k / 15) for p, i in zip(PAPER, INK, strict=True)) for k in range(16)]

Pixels: TypeAlias = NDArray[np.uint8]


def as_gif(film: Film, go: Go = lambda _done, _total: None) -> bytes:
    """One picture a step, over and over; the last one stays longer."""
    pictures = [_in_few_colours(picture) for picture in _told(pictures_of(film), len(film.steps), go)]
    content, times = io.BytesIO(), [*[SHOWN_MS] * (len(pictures) - 1), HELD_MS]
    pictures[0].save(content, "GIF", save_all=True, append_images=pictures[1:], duration=times, loop=0)
    return content.getvalue()


def as_strip(film: Film, go: Go = lambda _done, _total: None) -> bytes:
    """A PNG of at most twelve steps, far from each other, the first and the last with them."""
    chosen = _far_apart(film.steps, MOST_IN_STRIP)
    pictures = list(_told(pictures_of(film, chosen), len(chosen), go))
    width, height = pictures[0].size
    columns = max(1, min(len(pictures), STRIP_WIDTH // width))
    strip = Image.new("RGB", (columns * width, -(-len(pictures) // columns) * height), PAPER)
    for index, picture in enumerate(pictures):
        strip.paste(picture, (index % columns * width, index // columns * height))
    content = io.BytesIO()
    strip.save(content, "PNG")
    return content.getvalue()


def _far_apart(steps: tuple[int, ...], count: int) -> list[int]:
    """The places of at most so many steps: each next one is the farthest from those before it.

    How far counts half by what lies between, half by how many times as many they are: early in a training it is fast.
    """
    at = np.array(steps, np.float64)
    at = at / (at[-1] or 1.0) + np.log1p(at) / (np.log1p(at[-1]) or 1.0)
    chosen = [0, len(steps) - 1]
    while len(chosen) < min(count, len(steps)):
        chosen.append(int(np.abs(at[:, None] - at[chosen]).min(1).argmax()))
    return sorted(set(chosen))


def pictures_of(film: Film, chosen: list[int] | None = None) -> Iterator[Image.Image]:
    """A picture of each of the film's steps, or of those at some places, all of one size."""
    for place in range(len(film.steps)) if chosen is None else chosen:
        body = _answer(film, place) if film.what == "answer" else sheet(film, place)
        picture = Image.new("RGB", (body.width + 2 * MARGIN, body.height + CAPTION + MARGIN), PAPER)
        picture.paste(body, (MARGIN, CAPTION))
        ImageDraw.Draw(picture).text((MARGIN, 4), _caption(film, place), INK, _font())
        yield picture


def _caption(film: Film, place: int) -> str:
    return f"step {film.steps[place]:,}{_cut(film, place)}"


def _cut(film: Film, place: int) -> str:
    """How many of how many are shown; empty where all are."""
    kernels, shown, whole, noun = film.kernels, shown_of(film.frames[place]), film.whole, ""
    if kernels is not None and kernels.in_colour:
        shown, whole = shown // COLOURS, whole // COLOURS
    elif kernels is not None and kernels.channels > 1:
        noun = " kernels"
    return f" · the first {shown:,} of {whole:,}{noun}" if film.what != "answer" and shown < whole else ""


def _in_few_colours(picture: Image.Image) -> Image.Image:
    """As a GIF has them; those of the letters are always among them."""
    picked, palette = picture.quantize(256 - len(LETTERS)).getpalette() or [], Image.new("P", (1, 1))
    palette.putpalette([*picked[: 3 * (256 - len(LETTERS))], *(part for colour in LETTERS for part in colour)])
    return picture.quantize(palette=palette, dither=Image.Dither.NONE)


def _told(pictures: Iterator[Image.Image], total: int, go: Go) -> Iterator[Image.Image]:
    for done, picture in enumerate(pictures, start=1):
        go(done, total)
        yield picture


def _answer(film: Film, place: int) -> Image.Image:
    """What is answered, and a bar for each class; of very many the likeliest of the last step."""
    bars, image = _bars(film, place), None if film.image is None else _image(film.image)
    if image is None:
        return bars
    picture = Image.new("RGB", (image.width + MARGIN + bars.width, max(image.height, bars.height)), PAPER)
    picture.paste(image, (0, 0))
    picture.paste(bars, (image.width + MARGIN, 0))
    return picture


def _image(pixels: Pixels) -> Image.Image:
    """Pixels (1 or 3, height, width), enlarged."""
    channels, height, width = pixels.shape
    image = Image.fromarray(pixels[0] if channels == 1 else np.ascontiguousarray(pixels.transpose(1, 2, 0)))
    share = IMAGE / max(height, width)
    size = max(1, round(width * share)), max(1, round(height * share))
    return image.convert("RGB").resize(size, Image.Resampling.NEAREST)


def _bars(film: Film, place: int) -> Image.Image:
    last, now = film.frames[-1].ravel(), film.frames[place].ravel()
    shown = sorted(np.argsort(-last, kind="stable")[:MOST_CLASSES].tolist())
    picture = Image.new("RGB", (LABEL + BAR + FIGURE, LINE * len(shown)), PAPER)
    draw = ImageDraw.Draw(picture)
    for line, index in enumerate(shown):
        top, value = line * LINE, float(np.clip(np.nan_to_num(now[index]), 0, 1))
        name = film.names[index] if index < len(film.names) else str(index)
        draw.text((0, top + 2), _fitting(name, draw), INK, _font())
        draw.rectangle((LABEL, top + 4, LABEL + BAR, top + LINE - 5), TRACK)
        draw.rectangle((LABEL, top + 4, LABEL + round(BAR * value), top + LINE - 5), BLUE)
        draw.text((LABEL + BAR + 6, top + 2), f"{100 * value:.1f} %", INK, _font())
    return picture


def _fitting(name: str, draw: ImageDraw.ImageDraw) -> str:
    """As much of a name as has room; letters that the font lacks stay out."""
    while name and draw.textlength(name, _font()) > LABEL - 8:
        name = name[:-2] + "…" if len(name) > 2 else ""
    return name


@lru_cache(1)
def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(13)
