"""Photos as phones send them, made here: with EXIF and a place, lying on their side, cut off, or no photo at all."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image

RED, BLUE = (200, 30, 30), (30, 30, 200)


def picture(width: int = 400, height: int = 300) -> Image.Image:
    """Red, with a blue upper left quarter, so that one sees how it lies."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (0, 0, width // 2, height // 2))
    return image


def jpeg(image: Image.Image | None = None, **options: Any) -> bytes:
    written = BytesIO()
    (image or picture()).save(written, "JPEG", quality=90, **options)
    return written.getvalue()


def jpeg_of_a_phone(orientation: int = 1) -> bytes:
    """With a maker, a position, a comment and an XMP packet."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Phone of somebody", orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 42.0, 5.0), 3: "E", 4: (111.0, 17.0, 3.0)})
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">secret place</x:xmpmeta>'
    return jpeg(exif=exif, comment=b"secret comment", xmp=xmp)


def jpeg_of(width: int, height: int) -> bytes:
    """One whose head claims so many pixels."""
    content = jpeg()
    size = content.index(b"\xff\xc0") + 5  # behind the mark, the length and the bits of a sample
    return content[:size] + struct.pack(">HH", height, width) + content[size + 4 :]


def png_of(width: int, height: int) -> bytes:
    """A head that claims so many pixels, with almost nothing behind it."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 64)), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body
