"""Texts that strangers wrote, made plain: no markup, no damage of wrong character sets, no mail address or number of a person."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from unicodedata import is_normalized
from urllib.parse import urlsplit

from parvis.occupations.domain.names import clean

LONGEST = 20_000  # characters of a description; what is beyond is cut at a word
_HIDDEN = re.compile(r"<(script|style|template|title)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
# A tag ends at the next «<» at the latest: a million of them without an end must not cost a million squared.
_ITEM = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
_BREAK = re.compile(
    r"</?(?:p|div|ul|ol|h[1-6]|table|tr|section|article|header|footer|blockquote|dl|dt)\b[^<>]*>", re.IGNORECASE
)
_LINE = re.compile(r"<br\b[^<>]*>|</td\s*>|</dd\s*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*(?:>|\Z)")
# What does not show (Unicode's Cc without line ends, Cf, surrogates): a soft hyphen in a number hides it, in a title the trade.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)
_EMPTY = re.compile(r"\n\n\n+")
_BULLET = re.compile(r"^- (?:[-·•*–][^\S\n]*)+", re.MULTILINE)
_TWICE = tuple(f"- {mark}" for mark in "-·•*–")  # without one of them, the search for two marks is spared
_MAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
_DIGITS = re.compile(r"\d(?:[\s.()/-]{0,2}\d){8}")
_PHONE = re.compile(r"(?<![\w/.,-])(?:\+|00)?\(?\d(?:[\s.()/-]{0,2}\d){8,14}(?![\w/-])")
_DOUBLED = re.compile("[ÃÂ][\x80-\xbf\u0152-\u2122]|â€")
_WORD = re.compile(r"[^ \t\n]+")  # a no-break space is a letter of the damage
LEFT_OUT = "[…]"
_NO_LINK = re.compile(r'[ <>"\\]')


def mended(text: str) -> str:
    """Return ``text`` as it was before it was read twice in the wrong character set («Ã©»); itself when it was not."""
    return _WORD.sub(_mended_word, text) if _may_be_damaged(text) and _DOUBLED.search(text) else text


def _may_be_damaged(text: str) -> bool:
    """Say, quickly, whether anything in ``text`` can come from reading it twice in the wrong character set."""
    return not text.isascii() and ("Ã" in text or "Â" in text or "â€" in text)


def _mended_word(found: re.Match[str]) -> str:
    try:
        return found[0].encode("cp1252").decode("utf-8")
    except UnicodeError:
        return found[0]


def line(text: str | None, most: int = 200) -> str:
    """Return a short text in one line without markup, at most ``most`` characters."""
    if not text:
        return ""
    if _is_tidy(text):
        return cut(text.strip(), most)
    if "<" in text:
        text = _TAG.sub(" ", _HIDDEN.sub(" ", text))
    if "&" in text:
        text = unescape(text)
    return cut(_whole(text, lambda said: clean(_CONTROL.sub("", mended(said)))), most)


def _whole(text: str, tidied: Callable[[str], str]) -> str:
    """Return ``text`` tidied, and again while that changes damage: what is taken out may have hidden some, and some was done twice."""
    tidy = tidied(text)
    while tidy != text and _may_be_damaged(tidy):
        text, tidy = tidy, tidied(tidy)
    return tidy


def _is_tidy(text: str) -> bool:
    """Say, quickly, whether a line needs nothing but its ends stripped: most do not."""
    if not text.isprintable() or "<" in text or "&" in text or "  " in text or "''" in text:
        return False
    return text.isascii() or ("¿" not in text and is_normalized("NFC", text) and not _may_be_damaged(text))


def cut(text: str, most: int) -> str:
    """Return ``text``, cut after a word where it is longer than ``most`` characters."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:-") + "…"


def paragraphs(text: str | None) -> str:
    """Return a text, HTML or not, as plain paragraphs: an empty line between them, «- » before items of a list.

    Mail addresses and telephone numbers are left out: how to apply stands in fields of its own, and a recruiter is a person.
    """
    if not text:
        return ""
    if "&lt;" in text and "<" not in text:  # escaped twice
        text = unescape(text)
    if "<" in text:
        text = _HIDDEN.sub(" ", text)
        text = _ITEM.sub("\n- ", text)
        text = _BREAK.sub("\n\n", text)
        text = _LINE.sub("\n", text)
        text = _TAG.sub("", text)
    text = unescape(text) if "&" in text else text
    return cut(without_contacts(_whole(text, _joined)), LONGEST)


def _joined(text: str) -> str:
    """Return ``text`` mended, with tidy lines and exactly one empty line between paragraphs."""
    text = mended(text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _CONTROL.sub("", text.replace("\x85", "\n"))
    lines = [each.strip() for each in text.split("\n")]
    if not _is_tidy("".join(lines)):
        lines = [each if _is_tidy(each) else clean(each) for each in lines]
    tidy = "\n".join(lines)
    if any(mark in tidy for mark in _TWICE):
        lines = [each.rstrip() for each in _BULLET.sub("- ", tidy).split("\n")]
    return _EMPTY.sub("\n\n", "\n".join([each for each in lines if each != "-"])).strip()


def without_contacts(text: str) -> str:
    """Return ``text`` without mail addresses and telephone numbers."""
    if "@" in text:
        text = _MAIL.sub(LEFT_OUT, text)
    return _PHONE.sub(LEFT_OUT, text) if _DIGITS.search(text) else text


def link(text: str | None, most: int = 1000) -> str:
    """Return ``text`` where it is an address of the web that a page may link to, else nothing."""
    typed = unescape(text or "").strip()
    if not typed or len(typed) > most or not typed.isprintable() or _NO_LINK.search(typed):
        return ""
    try:
        parts = urlsplit(typed)
        named = parts.hostname
    except ValueError:
        return ""
    return typed if parts.scheme in {"http", "https"} and named and not parts.username else ""
