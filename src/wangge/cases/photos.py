"""What a photo may be, and the sizes that are made of its pixels. Bytes in, bytes out: no files, rows or rights."""

import hashlib
import logging
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from wangge.accounts.refusals import Unusable
from wangge.cases.models import PhotoStage
from wangge.language import _

MOST_BYTES = 10_000_000  # 10 MB, as cameras, phones and our sentences count them
MOST_PIXELS = 50_000_000
MOST_PIXELS_WHOLE = 20_000_000  # of PNG and WebP, which are decoded whole whatever size is wanted of them
MOST_A_STAGE = 20
FORMATS = ("JPEG", "PNG", "WEBP")  # the only decoders that a stranger's bytes ever reach

_QUALITY = 85
_HEIC_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"hevc")
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
# A decoder may raise nearly anything for bytes that were made to break it.
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, ArithmeticError, MemoryError, *_BOMBS)

_log = logging.getLogger("wangge.photos")


class BadPhoto(Unusable):
    """The bytes are no photo that can be used; the sentence says why."""

    code = "bad-photo"


class PhotoSize(StrEnum):
    """What is served; the number of pixels of the longer side at most."""

    FULL = "full"
    THUMB = "thumb"

    @property
    def pixels(self) -> int:
        return {"full": 2048, "thumb": 320}[self.value]


class Trouble(StrEnum):
    """Why no sizes could be made, as ``Photo.trouble`` keeps it."""

    BROKEN = "broken"
    MISSING = "missing"
    EXHAUSTING = "exhausting"


@dataclass(frozen=True)
class Sizes:
    """The photo made anew from its pixels: JPEG, sRGB, upright, nothing beside the pixels. ``width`` is FULL's."""

    files: dict[PhotoSize, bytes]
    width: int
    height: int

    @property
    def digest(self) -> str:
        return digest_of(self.files[PhotoSize.FULL])


def digest_of(content: bytes) -> str:
    """SHA-256, by which a photo that is sent again is known."""
    return hashlib.sha256(content).hexdigest()


def inspect_size(size: int) -> None:
    """BadPhoto for more bytes than a photo may have; asked before they are read, where a door knows how many come."""
    if size > MOST_BYTES:
        sentence = _("The photo has {size} MB, and {most} MB are possible: choose a smaller size in the camera")
        raise BadPhoto(sentence.format(size=-(-size // 1_000_000), most=MOST_BYTES // 1_000_000))


def inspect_content(content: bytes, claimed_type: str = "") -> None:
    """Look at the head of what was sent; BadPhoto for what can be no photo. Whether it is whole, the job finds out."""
    inspect_size(len(content))
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            pixels, most = image.width * image.height, _most_pixels(image)
    except _BOMBS:
        pixels, most = MOST_PIXELS + 1, MOST_PIXELS
    except _BROKEN:
        raise BadPhoto(_no_photo(content, claimed_type)) from None
    if pixels > most:
        raise BadPhoto(_too_many_pixels(most))


def sizes_of(content: bytes) -> Sizes:
    """Decode everything and make the sizes; BadPhoto for what is broken or cut off."""
    try:
        full = _upright_pixels(content)
    except _BROKEN:
        raise BadPhoto(trouble_words(Trouble.BROKEN)) from None
    thumb = full.copy()
    thumb.thumbnail((PhotoSize.THUMB.pixels, PhotoSize.THUMB.pixels))
    return Sizes({PhotoSize.FULL: _jpeg(full), PhotoSize.THUMB: _jpeg(thumb)}, full.width, full.height)


def trouble_words(trouble: str) -> str:
    """What a person is told for ``Photo.trouble``."""
    if trouble == Trouble.MISSING:
        return _("The photo's file is missing on the server: send the photo again")
    if trouble == Trouble.EXHAUSTING:
        return _("The photo is too much for the server: send it again as a JPEG, in a smaller size")
    return _("The photo is broken or was cut off on its way: send it again, or take another one")


def stage_words(stage: str) -> str:
    """The word of the stage that a photo shows."""
    return {
        PhotoStage.REPORT: _("the report"),
        PhotoStage.VERIFY: _("the verification"),
        PhotoStage.RESOLVE: _("the resolution"),
        PhotoStage.CHECK: _("the check"),
    }[PhotoStage(stage)]


def _no_photo(content: bytes, claimed_type: str) -> str:
    if not content:
        return _("The photo came without content: send it again")
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return _("Photos in HEIC cannot be read: set the camera to JPEG (most compatible), or send a JPEG")
    claimed = claimed_type.strip()[:60] or _("nothing")
    return _("The file is no JPEG, PNG or WebP photo (it claims to be {claimed}): choose a photo").format(
        claimed=claimed
    )


def _most_pixels(image: Image.Image) -> int:
    return MOST_PIXELS if image.format in {"JPEG", "MPO"} else MOST_PIXELS_WHOLE


def _too_many_pixels(most: int) -> str:
    if most == MOST_PIXELS:
        sentence = _("The photo has more than {most} million pixels: choose a smaller size in the camera")
    else:
        sentence = _("A PNG or WebP may have {most} million pixels at most: send it as a JPEG, or in a smaller size")
    return sentence.format(most=most // 1_000_000)


def _upright_pixels(content: bytes) -> Image.Image:
    with Image.open(BytesIO(content), formats=FORMATS) as image:
        if image.width * image.height > _most_pixels(image):
            raise ValueError("more pixels than its head was looked at for")
        longest = PhotoSize.FULL.pixels
        image.draft("RGB", (longest, longest))  # a large JPEG is decoded at a half or a quarter at once
        image.load()
        pixels = _in_srgb(_upright(_reduced(image, longest)))
    clean = Image.new("RGB", pixels.size)  # a new image has no EXIF, XMP, IPTC, comment or profile to forget about
    clean.paste(pixels)
    return clean


def _reduced(image: Image.Image, longest: int) -> Image.Image:
    """As large as it is wanted, before anything else copies all of its pixels.

    Colours of a table, and one that stands for nothing, become pixels that can be mixed first; 16 bits of grey
    become 8, which Pillow would cut off at white.
    """
    if image.mode.startswith("I;16"):
        image = image.point(lambda grey: grey * (1 / 257)).convert("L")
    elif image.mode in {"1", "P", "PA"} or "transparency" in image.info:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail((longest, longest))
    return image


def _upright(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except _BROKEN:  # a photo with broken EXIF is a photo
        _log.info("a photo's orientation cannot be read: kept as it lies")
        return image


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    image = _plain(image)
    if not profile:
        return image.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, *_BROKEN):  # a profile of another colour space, or none at all
        return image.convert("RGB")
    return image.convert("RGB") if converted is None else converted


def _plain(image: Image.Image) -> Image.Image:
    """What is transparent becomes white."""
    if not image.has_transparency_data:
        return image
    ground = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(ground, image.convert("RGBA")).convert("RGB")


def _jpeg(image: Image.Image) -> bytes:
    written = BytesIO()
    image.save(written, "JPEG", quality=_QUALITY, optimize=True)
    return written.getvalue()
