"""Pictures made anew: nothing of the sender's file survives but what is seen, and no file whatever breaks the reading."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from parvis.core.domain import pictures
from parvis.core.domain.pictures import make_picture
from parvis.core.refusal import Refusal

SECRETS = (b"Canary-Cam", b"CANARY-SERIAL", b"canary comment", b"canary xmp", b"canary tail", b"canary thumb")
WIDE = (500, 340)


def drawn(size: tuple[int, int] = WIDE, mode: str = "RGB") -> Image.Image:
    """Return a picture whose left upper corner is red and whose rest is blue."""
    picture = Image.new("RGB", size, (20, 40, 200))
    picture.paste((220, 20, 20), (0, 0, size[0] // 2, size[1] // 2))
    return picture.convert(mode)


def saved(picture: Image.Image, kind: str = "JPEG", **how: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def telling(orientation: int = 1) -> bytes:
    """Return a photograph that says where, when and with what it was taken, in every place a file has for it."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x9003] = orientation, "Canary-Cam", "2026:11:26 10:00:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (45.0, 45.0, 0.0), 3: "E", 4: (4.0, 50.0, 0.0)})
    exif.get_ifd(0x8769).update({0xA431: "CANARY-SERIAL"})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    how = {"exif": exif, "icc_profile": profile, "comment": b"canary comment", "xmp": b"<x>canary xmp</x>"}
    return saved(drawn(), **how) + b"canary tail canary thumb"


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_nothing_but_pixels_comes_through() -> None:
    sent = telling()
    assert all(secret in sent for secret in SECRETS)
    made = make_picture(sent)
    assert made.widths == (400, 500)
    assert len(made.files) == 4
    for content in made.files.values():
        assert not any(secret in content for secret in SECRETS)
        assert not opened(content).getexif()
        assert not {"icc_profile", "exif", "xmp", "comment"} & set(opened(content).info)
    sizes = {name.partition("-")[2]: opened(content).size for name, content in made.files.items()}
    assert sizes == {"400.webp": (400, 272), "400.jpg": (400, 272), "500.webp": WIDE, "500.jpg": WIDE}
    assert (made.width, made.height) == WIDE
    assert make_picture(sent).files == made.files, "the same picture has the same address"


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_picture_stands_upright(orientation: int) -> None:
    """A file turned by ``orientation`` looks like one whose pixels were turned that way by hand."""
    turn = pictures._TURNS.get(orientation)
    made = make_picture(telling(orientation))
    expected = drawn().transpose(turn) if turn is not None else drawn()
    seen = opened(made.files[f"{made.digest}-{made.widths[-1]}.jpg"])
    assert seen.size == expected.size
    for corner in ((0.1, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9)):
        at = int(corner[0] * seen.width), int(corner[1] * seen.height)
        red, blue = expected.getpixel(at)[0], seen.getpixel(at)[0]
        assert abs(red - blue) < 30


@pytest.mark.parametrize("mode", ["L", "P", "LA", "RGBA", "1", "I;16", "CMYK"])
def test_every_kind_of_pixel_is_read(mode: str) -> None:
    picture = Image.new(mode, WIDE, 60_000) if mode == "I;16" else drawn(mode=mode)
    made = make_picture(saved(picture, "JPEG" if mode == "CMYK" else "PNG"))
    assert all(opened(content).mode == "RGB" for content in made.files.values())


def test_what_shines_through_lies_on_white() -> None:
    made = make_picture(saved(Image.new("RGBA", WIDE, (0, 0, 0, 0)), "PNG"))
    assert opened(made.files[f"{made.digest}-400.jpg"]).getpixel((200, 100)) == (255, 255, 255)


def bomb(width: int, height: int) -> bytes:
    """Return a PNG of a few kilobytes that says to be ``width`` × ``height``."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(9999))) + chunk(b"IEND", b"")
    )


def moving(kind: str) -> bytes:
    return saved(drawn(), kind, save_all=True, append_images=[drawn(mode="L").convert("RGB")], duration=100)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "cannot read this file"),
        (b"%PDF-1.7 " + bytes(400), "cannot read this file"),
        (b"GIF89a" + bytes(400), "cannot read this file"),
        (b'<?xml version="1.0"?><!-- --><svg xmlns="http://www.w3.org/2000/svg"/>', "Save it as PNG"),
        (b'<svg onload="alert(1)">', "Save it as PNG"),
        (saved(drawn(), "GIF"), "cannot read this file"),
        (saved(drawn(), "TIFF"), "cannot read this file"),
        (saved(drawn((300, 900))), "too small"),
        (moving("PNG"), "This picture moves"),
        (moving("WEBP"), "This picture moves"),
        (bomb(9_000, 9_000), "more than 40 million"),
        (bomb(60_000, 60_000), "more than 40 million"),
        (bomb(13_000, 400), "more than 40 million"),
        (bomb(5_000, 5_000), "cannot read this file"),
        (bytes(pictures.MOST_BYTES + 1), "more than 15 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_what_is_no_picture_gets_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        make_picture(content)


WHOLE = [telling(6), saved(drawn(), "PNG"), saved(drawn(), "WEBP"), saved(drawn(mode="P"), "PNG")]


@settings(max_examples=60)
@given(
    content=st.sampled_from(WHOLE),
    cut=st.integers(0, 9_999),
    flips=st.lists(st.tuples(st.integers(0, 3_000), st.integers(0, 255)), max_size=12),
)
def test_a_broken_file_is_refused_or_read_and_never_breaks(content: bytes, cut: int, flips: list) -> None:
    broken = bytearray(content[: len(content) - cut % len(content)])
    for place, value in flips:
        if broken:
            broken[place % len(broken)] = value
    try:
        made = make_picture(bytes(broken))
    except Refusal:
        return
    assert all(opened(each).size[0] in made.widths for each in made.files.values())
