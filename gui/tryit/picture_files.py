"""Pictures from files, from what is dropped and from the clipboard, within bounds; and one of them taken as it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter, QPixmap

from engine.errors import ImageError, Place
from engine.network.shapes import sized

MAX_BYTES = 64 * 1024 * 1024
MAX_PIXELS = 64 * 1024 * 1024
FORMATS = {b"png", b"jpeg", b"bmp"}
LARGEST = 1024  # to which a picture is made smaller on the way in, as the command line does
SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp")
FILTER = f"Pictures ({' '.join(f'*{suffix}' for suffix in SUFFIXES)});;All files (*)"
PASTED = "Pasted picture"


@dataclass(frozen=True, eq=False)
class Opened:
    """A picture, and what it is called."""

    image: QImage
    name: str


def in_data(data: QMimeData) -> Opened | None:
    """The picture that is dragged or copied; None where there is none. Raises ImageError, in words."""
    if path := _image_file(data):
        return read(path)
    return Opened(_shrunk(_image_of(data)), PASTED) if data.hasImage() else None


def _image_of(data: QMimeData) -> QImage:
    """What another program put there may be a pixmap, or nothing that can be decoded."""
    given = data.imageData()
    image = given.toImage() if isinstance(given, QPixmap) else given
    if not isinstance(image, QImage) or image.isNull():
        raise ImageError("What was copied or dragged is no picture that can be read.", "Save it as PNG and open that.")
    return image


def holds_picture(data: QMimeData) -> bool:
    """Whether a picture may be in what is dragged."""
    return data.hasImage() or _image_file(data) is not None


def read(path: Path) -> Opened:
    """The picture in a file.

    Raises ImageError, in words, for a file that cannot be read, is not an image, or is too large.
    """
    where = Place(file=path.name)
    reader = _reader(path, where)
    size = reader.size()
    if size.width() * size.height() > MAX_PIXELS:
        said = sized(size.width(), size.height())
        raise ImageError(f"This image is {said}.", "At most 64 million pixels fit.", where)
    # Decoded no larger than needed: a photograph of a sheet of paper becomes a thumbnail on the way in.
    reader.setScaledSize(_no_larger_than(size, LARGEST))
    image = reader.read()
    if image.isNull():
        raise ImageError("This image is damaged.", "Open it in another program and save it anew.", where)
    return Opened(image, path.name)


def _shrunk(image: QImage) -> QImage:
    size = _no_larger_than(image.size(), LARGEST)
    aspect, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    return image if size == image.size() else image.scaled(size, aspect, smooth)


def as_it_is(image: QImage) -> np.ndarray:
    """The pixels of an image, uint8 (1, H, W) of a grey one and else (3, H, W); what is transparent becomes black."""
    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill(QColor(Qt.GlobalColor.black))
    painter = QPainter(flat)
    painter.drawImage(0, 0, image)
    painter.end()
    values = np.frombuffer(flat.constBits(), np.uint8).reshape(flat.height(), flat.width(), 4)
    rgb = np.moveaxis(values[..., 2::-1], -1, 0).copy()
    return rgb[:1] if (rgb == rgb[:1]).all() else rgb


def _image_file(data: QMimeData) -> Path | None:
    """The one local file that is dragged or copied, if its name is that of an image."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 and files[0].suffix.lower() in SUFFIXES else None


def _reader(path: Path, where: Place) -> QImageReader:
    try:
        size = path.stat().st_size
    except OSError:
        raise ImageError("This file cannot be read.", "Check that it exists and that you may open it.", where) from None
    if size > MAX_BYTES:
        raise ImageError("This file is larger than 64 MB.", "Save the image smaller.", where)
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()) not in FORMATS:
        raise ImageError("This file is not an image that can be read.", "PNG, JPEG and BMP can.", where)
    return reader


def _no_larger_than(size: QSize, side: int) -> QSize:
    if max(size.width(), size.height()) <= side:
        return size
    return size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
