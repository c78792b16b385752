"""A picture that somebody sends, made anew: read by what it holds, never by its name, and written as pixels alone.

Nothing of the file that was sent survives: no camera, place, hour, thumbnail, comment, colour profile or hidden end. It becomes
a few widths, each as WebP and as JPEG for what cannot read WebP.
"""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageCms

from parvis.core.refusal import Refusal

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 15 * 2**20
MOST_PIXELS = 40_000_000  # 160 MB of memory while it is read
LONGEST, LEAST = 12_000, 320  # pixels of a side
WIDTHS = (400, 800, 1600)
WEBP_QUALITY, JPEG_QUALITY = 76, 80
KINDS = {"webp": "image/webp", "jpg": "image/jpeg"}

#: How a picture is turned upright, by the EXIF word for how the camera was held.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ORIENTATION = 0x0112
_DRAWN = re.compile(rb"<(?:\w+:)?svg[\s>]|<!DOCTYPE\s+svg", re.IGNORECASE)


@dataclass(frozen=True)
class MadePicture:
    """A picture made anew: ``files`` by name, ``width`` × ``height`` of the widest, ``digest`` of all that was written."""

    digest: str
    widths: tuple[int, ...]
    width: int
    height: int
    files: Mapping[str, bytes]


def file_name(digest: str, width: int, kind: str) -> str:
    """Return the name of the file of one width and kind."""
    return f"{digest}-{width}.{kind}"


def make_picture(content: bytes) -> MadePicture:
    """Return the picture in ``content`` made anew; refuse with a sentence what is none, moves, is drawn, or is too large."""
    refuse_heavy(len(content))
    if _DRAWN.search(content[:4096]):
        raise Refusal(_("A drawing (SVG) can hold more than a picture. Save it as PNG and send that."))
    return _written(_pixels(content))


def refuse_heavy(size: int) -> None:
    """Refuse a file of more than MOST_BYTES; ask with the size that was sent, of which uploads.py holds no more than that."""
    if size > MOST_BYTES:
        raise Refusal(_("This picture weighs more than %(most)s MB. Send a smaller one.") % {"most": MOST_BYTES >> 20})


def _pixels(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # sizes are looked at below
            with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
                _refuse_unfit(opened)
                opened.draft(opened.mode, (WIDTHS[-1], WIDTHS[-1]))  # a large photograph is read at half its size
                opened.load()
                return _upright(opened)
    except Refusal:
        raise
    except Image.DecompressionBombError as error:
        raise Refusal(_too_many()) from error
    except Exception as error:  # a broken or hostile file makes a reader raise anything
        raise Refusal(
            _("We cannot read this file as a picture. Send a JPEG, PNG or WebP file that is whole.")
        ) from error


def _too_many() -> str:
    return _("This picture has too many pixels: more than %(most)s million. Send a smaller one.") % {
        "most": MOST_PIXELS // 1_000_000
    }


def _refuse_unfit(opened: Image.Image) -> None:
    width, height = opened.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST:
        raise Refusal(_too_many())
    if min(width, height) < LEAST:
        raise Refusal(_("This picture is too small: it needs %(least)s pixels a side.") % {"least": LEAST})
    # a photograph of a telephone may hold a second view of itself (MPO); only the first is read
    if getattr(opened, "is_animated", False) and opened.format != "MPO":
        raise Refusal(_("This picture moves. Send one that stands still."))


def _upright(opened: Image.Image) -> Image.Image:
    """Return the pixels of ``opened`` in sRGB on white, turned as they were seen; nothing else of it."""
    turn = _TURNS.get(opened.getexif().get(_ORIENTATION, 1))
    seen = _in_srgb(opened)
    plain = Image.new("RGB", seen.size, "white")
    plain.paste(seen, mask=seen.getchannel("A") if seen.mode == "RGBA" else None)
    return plain.transpose(turn) if turn is not None else plain


def _in_srgb(opened: Image.Image) -> Image.Image:
    """Return ``opened`` as RGB, RGBA where something shines through, its colours as its profile means them."""
    profile = opened.info.get("icc_profile")
    if opened.mode.startswith("I"):  # 16 bits of grey
        opened = opened.convert("I").point([value >> 8 for value in range(65_536)], "L")
    is_open = "A" in opened.mode or "transparency" in opened.info
    wanted = "RGBA" if is_open else "RGB"
    seen = opened if opened.mode == "CMYK" else opened.convert(wanted)
    if profile:
        with suppress(ImageCms.PyCMSError, OSError, TypeError, ValueError):  # a profile of another kind of picture
            source, target = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            seen = ImageCms.profileToProfile(seen, source, target, outputMode=wanted) or seen
    return seen if seen.mode == wanted else seen.convert(wanted)


def _written(pixels: Image.Image) -> MadePicture:
    widths = sorted({*(width for width in WIDTHS if width < pixels.width), min(pixels.width, WIDTHS[-1])})
    made: dict[tuple[int, str], bytes] = {}
    size = pixels.size
    for width in reversed(widths):
        size = (width, max(1, round(pixels.height * width / pixels.width)))
        shown = pixels if size == pixels.size else pixels.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        made[width, "webp"] = _saved(shown, "WEBP", quality=WEBP_QUALITY, method=4)
        made[width, "jpg"] = _saved(shown, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
    digest = hashlib.sha256(b"".join(hashlib.sha256(each).digest() for each in made.values())).hexdigest()[:32]
    height = max(1, round(pixels.height * widths[-1] / pixels.width))
    files = {file_name(digest, width, kind): content for (width, kind), content in made.items()}
    return MadePicture(digest, tuple(widths), widths[-1], height, files)


def _saved(shown: Image.Image, kind: str, **how: int) -> bytes:
    out = io.BytesIO()
    shown.save(out, kind, **how)
    return out.getvalue()
