"""Pictures of every format and kind become images of one shape; what is none is refused in words."""

import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from engine.data.importing.decoding.fitting import read_in
from engine.data.importing.decoding.picture import is_grey, noted, opened, upright_size
from engine.errors import ImageError
from engine.project.data.own_images import Reading
from tests.own_images import picture

FORMATS = {
    "PNG": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"),
    "JPEG": ("L", "RGB", "CMYK", "YCbCr"),
    "BMP": ("1", "L", "P", "RGB"),
    "GIF": ("L", "P"),
    "WEBP": ("RGB", "RGBA"),
    "TIFF": ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "I;16", "I"),
    "PPM": ("1", "L", "RGB"),
}
CASES = [(format, mode) for format, modes in FORMATS.items() for mode in modes]
COLOUR, GREY = Reading(8, 10, colour=True), Reading(8, 10, colour=False)


def halves(mode, size=(10, 8)):
    """Dark on the left, light on the right."""
    values = np.zeros(size[::-1], np.uint8)
    values[:, size[0] // 2 :] = 255 if mode == "1" else 200
    image = Image.fromarray(values)
    if mode == "I;16":
        return Image.fromarray(values.astype(np.uint16) * 257)
    if mode == "I":
        return Image.fromarray(values.astype(np.int32) * 257)
    return image.convert("RGB").convert(mode) if mode not in ("1", "L") else image.convert(mode)


def saved(folder, format, image, name="no.suffix", **how):
    image.save(folder / name, format, **how)
    return folder / name


@pytest.mark.parametrize(("format", "mode"), CASES)
@pytest.mark.parametrize("reading", [COLOUR, GREY], ids=["colour", "grey"])
def test_every_format_and_kind_is_read_by_its_content(tmp_path, format, mode, reading):
    pixels, notes, _ = read_in(saved(tmp_path, format, halves(mode)), reading)
    assert (pixels.shape, pixels.dtype) == (reading.shape, np.uint8)
    assert pixels[:, :, :4].mean() < 30
    light = 255 if mode == "1" else 200
    assert abs(float(pixels[:, :, 6:].mean()) - light) < 30
    assert ("deep" in notes) is mode.startswith("I")


@given(st.sampled_from(CASES), st.integers(1, 40), st.integers(1, 40), st.sampled_from(["crop", "pad", "stretch"]))
def test_any_size_becomes_the_one_that_is_wanted(tmp_path_factory, case, width, height, fit):
    format, mode = case
    path = saved(tmp_path_factory.getbasetemp(), format, halves(mode, (width, height)), "any-size")
    for reading in (Reading(8, 10, colour=True, fit=fit), Reading(5, 3, colour=False, fit=fit)):
        assert read_in(path, reading)[0].shape == reading.shape


def test_an_image_of_just_the_size_keeps_its_values(tmp_path):
    image = picture(1, size=(10, 8))
    pixels, *_ = read_in(saved(tmp_path, "PNG", image), COLOUR)
    assert np.array_equal(pixels.transpose(1, 2, 0), np.asarray(image))


@pytest.mark.parametrize("fit", ["crop", "pad", "stretch"])
def test_a_wide_picture_is_cut_padded_or_stretched(tmp_path, fit):
    values = np.full((20, 40), 100, np.uint8)
    values[:, :10] = values[:, 30:] = 250  # the edges that a crop cuts off
    pixels, *_ = read_in(saved(tmp_path, "PNG", Image.fromarray(values)), Reading(20, 20, colour=False, fit=fit))
    row, column = pixels[0, 10], pixels[0, :, 10]
    assert (row[0], row[10]) == {"crop": (100, 100), "pad": (250, 100), "stretch": (250, 100)}[fit]
    assert column[0] == {"crop": 100, "pad": 0, "stretch": 100}[fit]


def test_fine_lines_become_their_mean(tmp_path):
    values = np.tile(np.array([[0, 255], [255, 0]], np.uint8), (80, 80))
    pixels, *_ = read_in(saved(tmp_path, "PNG", Image.fromarray(values)), Reading(16, 16, colour=False))
    assert abs(pixels.astype(int) - 127).max() < 12


def test_what_is_transparent_lies_on_white(tmp_path):
    image = Image.new("RGBA", (10, 8), (200, 0, 0, 0))
    pixels, notes, _ = read_in(saved(tmp_path, "PNG", image), COLOUR)
    assert (pixels.min(), "transparent" in notes) == (255, True)


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_picture_is_turned_as_it_says(tmp_path, turn):
    exif = Image.Exif()
    exif[0x0112] = turn
    path = saved(tmp_path, "JPEG", Image.new("RGB", (20, 10)), exif=exif)
    with opened(path) as found:
        size = upright_size(found)
    assert size == ((20, 10) if turn >= 5 else (10, 20))
    assert noted(path)[0].size == size[::-1]


@pytest.mark.parametrize("format", ["GIF", "WEBP", "TIFF", "PNG"])
def test_of_several_pictures_the_first_is_taken(tmp_path, format):
    first, second = Image.new("RGB", (10, 8), (250, 0, 0)), Image.new("RGB", (10, 8), (0, 0, 250))
    path = saved(tmp_path, format, first, save_all=True, append_images=[second])
    pixels, notes, _ = read_in(path, COLOUR)
    assert pixels[0].mean() > 200 > pixels[2].mean() + 100
    assert "several" in notes


def test_a_large_photograph_is_decoded_smaller_and_looks_the_same(tmp_path):
    x, y = np.meshgrid(np.linspace(0, 255, 1600), np.linspace(0, 255, 1200))
    image = Image.fromarray(np.stack([x, y, 255 - x], 2).astype(np.uint8))
    quick, *_ = read_in(saved(tmp_path, "JPEG", image, "a", quality=95), Reading(32, 32))
    whole, *_ = read_in(saved(tmp_path, "PNG", image, "b"), Reading(32, 32))
    assert abs(quick.astype(int) - whole).max() <= 4


@pytest.mark.parametrize(
    ("format", "mode", "grey"),
    [("PNG", "L", True), ("PNG", "1", True), ("PNG", "I;16", True), ("GIF", "L", True), ("PNG", "RGB", False)],
)
def test_whether_a_picture_has_colours_is_known_by_its_kind(tmp_path, format, mode, grey):
    with opened(saved(tmp_path, format, halves(mode))) as found:
        assert is_grey(found) is grey


def test_a_palette_with_colours_has_colours(tmp_path):
    image = Image.new("RGB", (10, 8), (200, 0, 0)).quantize(4)
    with opened(saved(tmp_path, "PNG", image)) as found:
        assert (found.mode, is_grey(found)) == ("P", False)


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def bomb():
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 20_000, 20_000, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(100)))


def cut(format):
    file = io.BytesIO()
    picture(1, size=(60, 60)).save(file, format)
    return file.getvalue()[: len(file.getvalue()) // 2]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "It is no image."),
        (b"a text called .png", "It is no image."),
        (bomb(), "It has too many pixels."),
        (cut("JPEG"), "It is cut short."),
        (cut("PNG"), "It is cut short."),
        (cut("BMP"), "It is cut short."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "It is no image."),
    ],
)
def test_what_is_no_picture_is_refused_in_words(tmp_path, content, sentence):
    (tmp_path / "image.png").write_bytes(content)
    with pytest.raises(ImageError) as error:
        read_in(tmp_path / "image.png", COLOUR)
    assert error.value.what == sentence


@pytest.mark.parametrize("format", ["JPEG", "PNG", "BMP", "GIF", "WEBP", "TIFF"])
def test_a_truncated_picture_is_never_half_read(tmp_path, format):
    (tmp_path / "image").write_bytes(cut(format))
    with pytest.raises(ImageError):
        read_in(tmp_path / "image", COLOUR)
