"""What a photo may be, and what is made of its pixels."""

from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps

from tests.cases.pictures import RED, jpeg, jpeg_of, jpeg_of_a_phone, picture, png_of
from wangge.cases.photos import BadPhoto, PhotoSize, inspect_content, sizes_of

FULL, THUMB = PhotoSize.FULL, PhotoSize.THUMB


# What is made of the pixels


def test_nothing_but_the_pixels_is_left_of_a_phones_photo():
    content = jpeg_of_a_phone()
    assert b"secret" in content
    for made in sizes_of(content).files.values():
        image = Image.open(BytesIO(made))
        assert image.format == "JPEG"
        assert not image.getexif()
        assert not {"exif", "xmp", "comment", "icc_profile", "photoshop"}.intersection(image.info)
        assert b"secret" not in made
        assert b"Phone of" not in made


@pytest.mark.parametrize(
    ("orientation", "corner"), [(1, (0.1, 0.1)), (3, (0.9, 0.9)), (6, (0.9, 0.1)), (8, (0.1, 0.9))]
)
def test_a_photo_stands_upright_however_the_phone_was_held(orientation: int, corner: tuple[float, float]):
    sizes = sizes_of(jpeg_of_a_phone(orientation))
    image = Image.open(BytesIO(sizes.files[FULL]))
    assert image.size == (sizes.width, sizes.height) == ((300, 400) if orientation in {6, 8} else (400, 300))
    red, _green, blue = image.getpixel((int(corner[0] * image.width), int(corner[1] * image.height)))
    assert blue > red


def test_large_photos_become_as_large_as_screens_need_and_small_ones_stay():
    large = sizes_of(jpeg(picture(4000, 3000)))
    assert (large.width, large.height) == (2048, 1536)
    assert Image.open(BytesIO(large.files[THUMB])).size == (320, 240)
    small = sizes_of(jpeg(picture(200, 100)))
    assert (small.width, small.height) == (200, 100)


def test_the_same_bytes_give_the_same_sizes():
    assert sizes_of(jpeg_of_a_phone()).files == sizes_of(jpeg_of_a_phone()).files


@pytest.mark.parametrize("mode", ["L", "P", "1", "LA", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_pixel_becomes_a_jpeg(mode: str):
    written = BytesIO()
    image = picture().convert("L").convert("I;16") if mode == "I;16" else picture().convert(mode)
    image.save(written, "JPEG" if mode == "CMYK" else "PNG")
    assert Image.open(BytesIO(sizes_of(written.getvalue()).files[FULL])).mode == "RGB"


def test_sixteen_bits_of_grey_stay_as_bright_as_they_were():
    written = BytesIO()
    Image.new("I;16", (40, 40), 128 * 257).save(written, "PNG")
    assert Image.open(BytesIO(sizes_of(written.getvalue()).files[FULL])).getpixel((20, 20)) == (128, 128, 128)


def test_other_colours_are_understood_as_they_are_meant():
    written = BytesIO()
    Image.new("CMYK", (40, 40), (0, 255, 255, 0)).save(written, "JPEG")
    red, green, blue = Image.open(BytesIO(sizes_of(written.getvalue()).files[FULL])).getpixel((20, 20))
    assert red > 240
    assert max(green, blue) < 15


def test_what_is_transparent_becomes_white():
    written = BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(written, "WEBP", lossless=True)
    assert Image.open(BytesIO(sizes_of(written.getvalue()).files[FULL])).getpixel((20, 20)) == (255, 255, 255)


def test_a_photo_with_a_colour_profile_is_brought_to_srgb():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    pixel = Image.open(BytesIO(sizes_of(jpeg(icc_profile=profile)).files[FULL])).getpixel((390, 290))
    assert all(abs(found - red) <= 6 for found, red in zip(pixel, RED, strict=True))
    assert sizes_of(jpeg(icc_profile=b"no profile at all")).width == 400


@pytest.mark.parametrize("mode", ["L", "P", "LA", "RGB", "RGBA", "I;16"])
def test_a_large_picture_is_made_smaller_before_anything_copies_it(mode: str, monkeypatch: pytest.MonkeyPatch):
    copied: list[tuple[int, int]] = []
    monkeypatch.setattr(ImageOps, "exif_transpose", lambda image: copied.append(image.size) or image)
    written = BytesIO()
    Image.new(mode, (3000, 2400)).save(written, "PNG")
    assert sizes_of(written.getvalue()).width == 2048
    assert copied == [(2048, 1638)]


def test_a_colour_that_stands_for_nothing_stays_white_in_a_large_picture():
    written = BytesIO()
    image = picture(3000, 2400).quantize(4)
    image.save(written, "PNG", transparency=image.getpixel((0, 0)))
    full = Image.open(BytesIO(sizes_of(written.getvalue()).files[FULL]))
    assert (full.getpixel((10, 10)), full.getpixel((2000, 1600))[0] > 150) == ((255, 255, 255), True)


# What is refused at the door


def test_a_jpeg_may_have_more_pixels_than_what_is_decoded_whole():
    inspect_content(jpeg_of(7_000, 7_000))
    inspect_content(png_of(5_000, 4_000))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "without content"),
        (b"To whom it may concern", "claims to be image/jpeg"),
        (b"\xff\xd8\xff\xe0 but no more", "no JPEG, PNG or WebP"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no JPEG, PNG or WebP"),
        (b"GIF89a" + b"\0" * 64, "no JPEG, PNG or WebP"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 64, "HEIC"),
        (png_of(30_000, 30_000), "50 million pixels"),
        (png_of(10_000, 9_500), "50 million pixels"),
        (jpeg_of(8_000, 7_000), "50 million pixels: choose a smaller size in the camera"),
        (png_of(5_000, 4_001), "20 million pixels at most: send it as a JPEG"),
        (b"\xff\xd8" + b"\0" * (10 * 1024 * 1024), "has 11 MB"),
    ],
    ids=["empty", "text", "stub", "svg", "gif", "heic", "bomb", "half-bomb", "huge", "whole", "heavy"],
)
def test_what_is_no_usable_photo_is_refused_with_a_sentence(content: bytes, words: str):
    with pytest.raises(BadPhoto, match=words):
        inspect_content(content, "image/jpeg")


@settings(max_examples=60)
@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.data())
def test_whatever_happens_to_the_bytes_a_photo_comes_out_or_a_sentence(form: str, data: st.DataObject):
    written = BytesIO()
    picture(60, 40).save(written, form)
    content = bytearray(written.getvalue())
    places = st.integers(0, len(content) - 1)
    for place, value in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=12)):
        content[place] = value
    whole = bytes(content[: data.draw(st.one_of(st.just(len(content)), places))])
    with suppress(BadPhoto):
        inspect_content(whole)
        assert sizes_of(whole).files[FULL].startswith(b"\xff\xd8")
