"""Small drawn photos, each different: a wall, a street, something that lies there. No real place, nobody in it."""

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

_SIZE = (240, 180)
_GROUND = 120  # where the street begins
_THINGS = 5


def drawn_photo(chance: Random, *, tidy: bool = False) -> bytes:
    """A JPEG of a few kilobytes; ``tidy`` shows the place with nothing left on it."""
    image = Image.new("RGB", _SIZE, _colour(chance, 150, 230))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, _GROUND, *_SIZE), fill=_colour(chance, 70, 130))
    for _window in range(_THINGS):
        left, top = chance.randrange(0, _SIZE[0] - 30), chance.randrange(5, 80)
        draw.rectangle((left, top, left + 18, top + 24), fill=_colour(chance, 30, 110))
    for _thing in range(0 if tidy else _THINGS):
        left, top = chance.randrange(20, _SIZE[0] - 60), chance.randrange(_GROUND - 5, _SIZE[1] - 25)
        draw.ellipse((left, top, left + chance.randrange(8, 40), top + chance.randrange(6, 22)), fill=_colour(chance))
    written = BytesIO()
    image.save(written, "JPEG", quality=70)
    return written.getvalue()


def _colour(chance: Random, low: int = 20, high: int = 235) -> tuple[int, int, int]:
    return chance.randint(low, high), chance.randint(low, high), chance.randint(low, high)
