"""Any image file becomes the network's data, or a sentence with its name."""

import io
import struct
import zlib

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from engine.data.store import load
from engine.errors import ImageError
from engine.prediction.drawing import from_drawing
from engine.prediction.picture import decoded, drawing_in_image, from_file
from engine.project.data.data_settings import DataSettings

GREY, COLOUR = (1, 28, 28), (3, 32, 32)
FORMATS = ("png", "jpg", "webp", "gif", "bmp", "tiff", "ppm")


def drawing_in_file(path):
    return drawing_in_image(decoded(path)).strokes


def refused(path, read=lambda path: from_file(path, GREY)) -> ImageError:
    with pytest.raises(ImageError) as error:
        read(path)
    assert str(error.value).startswith(f"{path}: ")
    return error.value


def saved(path, image: Image.Image, **options):
    image.save(path, **options)
    return path


def halves(mode: str = "RGB", size=(64, 48)) -> Image.Image:
    """Red above, blue below."""
    image = Image.new("RGB", size, (200, 0, 0))
    image.paste((0, 0, 200), (0, size[1] // 2, *size))
    return image.convert(mode)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_keeps_colours_and_places(tmp_path, name):
    got = from_file(saved(tmp_path / f"image.{name}", halves()), COLOUR)
    assert (got.dtype, tuple(got.shape), got.is_contiguous()) == (torch.uint8, COLOUR, True)
    assert (got[:, 4, 9].int() - torch.tensor([200, 0, 0])).abs().max() < 12
    assert (got[:, 28, 9].int() - torch.tensor([0, 0, 200])).abs().max() < 12


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "CMYK", "I;16", "I"])
def test_every_kind_of_pixel_is_understood(tmp_path, mode):
    image = halves("L").point(lambda value: 255 if value > 30 else 0)
    wide = Image.fromarray(np.asarray(image).astype(np.uint16) * 257)
    image = {"I;16": wide, "I": wide.convert("I")}.get(mode) or image.convert("RGB").convert(mode)
    got = from_file(saved(tmp_path / "image.tiff", image) if mode != "LA" else saved(tmp_path / "i.png", image), GREY)
    assert (got[0, 3, 3].item(), got[0, 25, 3].item()) == (255, 0)


def test_an_image_of_the_right_size_is_taken_pixel_for_pixel(tmp_path):
    digit = load(DataSettings()).test.images[0]
    assert torch.equal(from_file(saved(tmp_path / "digit.png", Image.fromarray(digit[0].numpy())), GREY), digit)


def test_shrinking_mixes_all_pixels(tmp_path):
    fine = np.indices((280, 280)).sum(0) % 2 * np.uint8(255)
    got = from_file(saved(tmp_path / "fine.png", Image.fromarray(fine.astype(np.uint8))), GREY)
    assert (got.int() - 128).abs().max() < 8


def test_what_is_transparent_becomes_black(tmp_path):
    image = Image.new("RGBA", (28, 28), (255, 255, 255, 0))
    image.putpixel((5, 6), (255, 255, 255, 255))
    got = from_file(saved(tmp_path / "image.png", image), GREY)
    assert got.sum() == got[0, 6, 5] == 255


def test_a_photograph_is_turned_upright(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 3  # upside down
    got = from_file(saved(tmp_path / "turned.png", halves(), exif=exif), COLOUR)
    assert got[2, 2, 2] > 150


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


@pytest.mark.parametrize("size", [(9000, 9000), (12000, 12000), (20000, 20000)])
def test_too_many_pixels_are_refused_before_they_are_decoded(tmp_path, size):
    path = tmp_path / "bomb.png"
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(100))))
    assert "too many" in refused(path).what


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "It is no image."), (b"nonsense", "It is no image."), (b"%!PS-Adobe-3.0 EPSF-3.0\n", "It is no image.")],
)
def test_what_is_no_image_is_refused_in_words(tmp_path, content, sentence):
    (tmp_path / "file.png").write_bytes(content)
    assert refused(tmp_path / "file.png").what == sentence


def test_what_cannot_be_opened_is_refused_in_words(tmp_path):
    assert refused(tmp_path / "none.png").what == "It cannot be read (no such file or directory)."
    assert refused(tmp_path).what == "It cannot be read (is a directory)."


def test_values_of_unknown_range_are_refused_in_words(tmp_path):
    path = saved(tmp_path / "image.tiff", Image.fromarray(np.ones((4, 4), np.float32)))
    assert refused(path).what == "Its values are fractions of unknown range."


@pytest.mark.parametrize("read", [lambda path: from_file(path, GREY), drawing_in_file])
def test_colours_that_are_not_read_are_refused_in_words(tmp_path, read):
    path = saved(tmp_path / "image.tiff", Image.new("LAB", (4, 4)))
    assert refused(path, read).what == "Its colours are written as Lab, which is not read here."


@given(st.sampled_from(FORMATS), st.data())
def test_a_damaged_file_gives_an_image_or_a_sentence(tmp_path_factory, name, data):
    file = io.BytesIO()
    halves().save(file, "jpeg" if name == "jpg" else name)
    content = bytearray(file.getvalue())[: data.draw(st.integers(1, len(file.getvalue())))]
    for _ in range(data.draw(st.integers(0, 4))):
        content[data.draw(st.integers(0, min(len(content), 120) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / f"damaged.{name}"
    path.write_bytes(content)
    for read in (lambda: from_file(path, GREY), lambda: drawing_in_file(path)):
        try:
            read()
        except ImageError as error:
            assert error.where.file == str(path)  # noqa: PT017  # either outcome is right; a traceback is not


# --- drawings in files ---


def crossed(ink: int, ground: int) -> np.ndarray:
    values = np.full((120, 90), ground, np.uint8)
    values[20:100, 40:50] = values[55:65, 15:75] = ink
    return values


def test_white_on_black_is_taken_as_it_is(tmp_path):
    np.testing.assert_array_equal(
        drawing_in_file(saved(tmp_path / "cross.png", Image.fromarray(crossed(255, 0)))), crossed(255, 0)
    )


def test_dark_on_light_is_turned_around(tmp_path):
    np.testing.assert_array_equal(
        drawing_in_file(saved(tmp_path / "cross.png", Image.fromarray(crossed(40, 230)))), crossed(255, 0)
    )


@pytest.mark.parametrize("ink", [0, 255])
def test_strokes_on_a_transparent_ground_are_seen(tmp_path, ink):
    image = Image.fromarray(np.full((120, 90), ink, np.uint8)).convert("RGBA")
    image.putalpha(Image.fromarray(crossed(255, 0)))
    np.testing.assert_array_equal(drawing_in_file(saved(tmp_path / "cross.png", image)), crossed(255, 0))


def test_an_uneven_ground_as_of_paper_becomes_black(tmp_path):
    noise = np.random.default_rng(1).integers(-6, 7, (120, 90))
    photo = (crossed(60, 225).astype(int) + noise).astype(np.uint8)
    got = drawing_in_file(saved(tmp_path / "photo.png", Image.fromarray(photo)))
    assert np.array_equal(got > 0, crossed(1, 0) > 0)


def test_an_empty_sheet_is_an_empty_drawing(tmp_path):
    for number, ground in enumerate((0, 90, 255)):
        path = saved(tmp_path / f"{number}.png", Image.new("L", (40, 40), ground))
        assert from_drawing(drawing_in_file(path), GREY) is None


def test_real_digits_in_files_come_out_nearly_as_they_went_in(tmp_path):
    for digit in load(DataSettings()).test.images[:40]:
        path = saved(tmp_path / "digit.png", Image.fromarray(digit[0].numpy()))
        change = (from_drawing(drawing_in_file(path), GREY).int() - digit.int()).abs().float()
        assert change.mean() < 1


def test_a_large_scan_is_made_small_enough_for_a_drawing(tmp_path):
    path = saved(tmp_path / "scan.png", Image.new("1", (6000, 500), 1))
    assert max(drawing_in_file(path).shape) == 1024
