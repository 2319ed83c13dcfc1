"""Pictures from files, drops and the clipboard: read within bounds, refused in words, and taken as they are."""

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage, QPixmap

from engine.errors import ImageError
from gui.tryit import picture_files
from gui.tryit.picture_files import LARGEST, PASTED, as_it_is, in_data, read

RED, GREEN, BLUE = (200, 30, 20), (20, 180, 40), (10, 20, 220)


@pytest.fixture(autouse=True)
def application(qapp):
    """Images need one."""


def stripes(mode="RGB"):
    image = Image.new("RGB", (30, 12))
    for column, colour in ((0, RED), (10, GREEN), (20, BLUE)):
        image.paste(colour, (column, 0, column + 10, 12))
    return image.convert(mode)


def pixels_in(path):
    return as_it_is(read(path).image)


def test_a_picture_in_colour_is_taken_pixel_for_pixel_with_its_name(tmp_path):
    path = tmp_path / "flag.png"
    stripes().save(path)
    assert read(path).name == "flag.png"
    assert np.array_equal(pixels_in(path), np.moveaxis(np.asarray(stripes()), -1, 0))


def test_a_grey_picture_has_one_channel(tmp_path):
    path = tmp_path / "grey.png"
    stripes("L").save(path)
    assert np.array_equal(pixels_in(path), np.asarray(stripes("L"))[None])


def test_sixteen_bits_become_eight(tmp_path):
    path = tmp_path / "deep.png"
    Image.fromarray(np.array([[0, 32896, 65535]], np.uint16)).save(path)
    assert pixels_in(path).tolist() == [[[0, 128, 255]]]


def test_what_is_transparent_becomes_black(tmp_path):
    path = tmp_path / "glass.png"
    image = stripes("RGBA")
    image.putalpha(Image.new("L", image.size, 0))
    image.paste((*RED, 255), (0, 0, 10, 12))
    image.save(path)
    pixels = pixels_in(path)
    assert tuple(pixels[:, 5, 5]) == RED
    assert not pixels[:, :, 10:].any()


def test_the_four_colours_of_print_become_those_of_a_screen(tmp_path):
    path = tmp_path / "print.jpg"
    stripes("CMYK").save(path, quality=100)
    found = pixels_in(path)[:, 6, [5, 15, 25]].T.astype(int)
    assert np.abs(found - np.array([RED, GREEN, BLUE])).max() < 40


def test_a_picture_taken_on_its_side_is_upright(tmp_path):
    path = tmp_path / "turned.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    stripes().save(path, exif=exif, quality=100)
    assert pixels_in(path).shape == (3, 30, 12)


def test_a_name_may_lie_about_the_kind_of_picture(tmp_path):
    path = tmp_path / "flag.png"
    stripes().save(path, "JPEG", quality=100)
    assert pixels_in(path).shape == (3, 12, 30)


def test_a_large_picture_is_made_smaller(tmp_path):
    path = tmp_path / "wall.png"
    Image.new("RGB", (3000, 1000), RED).save(path)
    assert pixels_in(path).shape == (3, 341, LARGEST)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"not an image", "words.png: This file is not an image that can be read. PNG, JPEG and BMP can."),
        (b"", "words.png: This file is not an image that can be read. PNG, JPEG and BMP can."),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "words.png: This image is damaged. Open it in another program and save it"),
    ],
)
@pytest.mark.qt_log_level_fail("CRITICAL")  # Qt says on its own what is wrong with a picture
def test_what_is_no_picture_is_refused_in_words(tmp_path, content, sentence):
    path = tmp_path / "words.png"
    path.write_bytes(content)
    with pytest.raises(ImageError) as refused:
        read(path)
    assert str(refused.value).startswith(sentence)


def test_a_file_that_is_gone_is_refused_in_words(tmp_path):
    with pytest.raises(ImageError, match="cannot be read"):
        read(tmp_path / "gone.png")


def test_a_huge_picture_is_refused_before_it_is_decoded(tmp_path, monkeypatch):
    monkeypatch.setattr(picture_files, "MAX_PIXELS", 100)
    path = tmp_path / "flag.png"
    stripes().save(path)
    with pytest.raises(ImageError, match="30 wide and 12 high"):
        read(path)


def test_a_dragged_file_and_a_copied_picture_are_found_and_nothing_else(tmp_path):
    path, words, copied, two = tmp_path / "flag.png", QMimeData(), QMimeData(), QMimeData()
    stripes().save(path)
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(path))])
    words.setText("flag.png")
    copied.setImageData(QImage(2000, 40, QImage.Format.Format_RGB32))
    two.setUrls([QUrl.fromLocalFile(str(path))] * 2)
    assert in_data(dragged).name == "flag.png"
    assert (in_data(copied).name, in_data(copied).image.width()) == (PASTED, LARGEST)
    assert in_data(words) is in_data(two) is None


class Undecodable(QMimeData):
    """What a program offers as a picture and then does not deliver."""

    def formats(self):
        return ["application/x-qt-image"]

    def hasFormat(self, name):  # Qt's name
        return name in self.formats()

    def retrieveData(self, name, kind):  # Qt's name
        return QImage()


def test_a_copied_pixmap_is_a_picture_and_what_cannot_be_decoded_is_refused_in_words(qapp):
    copied = QMimeData()
    copied.setImageData(QPixmap(30, 12))
    assert (in_data(copied).image.width(), in_data(copied).image.height()) == (30, 12)
    with pytest.raises(ImageError, match="no picture that can be read"):
        in_data(Undecodable())
