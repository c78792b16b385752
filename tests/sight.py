"""What a page holds, read from its HTML without a browser: links, resources, headings, language."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

#: Attributes by which a browser fetches something by itself, with the elements they stand on.
FETCHED = {
    ("img", "src"),
    ("img", "srcset"),
    ("script", "src"),
    ("source", "src"),
    ("source", "srcset"),
    ("iframe", "src"),
    ("embed", "src"),
    ("object", "data"),
    ("audio", "src"),
    ("video", "src"),
    ("video", "poster"),
    ("track", "src"),
    ("input", "src"),
    ("use", "href"),
    ("image", "href"),
}
#: Kinds of ``<link>`` a browser follows by itself.
FETCHED_LINKS = {"stylesheet", "icon", "manifest", "preload", "modulepreload", "apple-touch-icon", "prefetch", "preconnect", "dns-prefetch"}  # fmt: skip


@dataclass
class Sight(HTMLParser):
    """One page as seen by a crawler."""

    html: str
    url: str
    language: str = ""
    direction: str = ""
    title: str = ""
    headings: int = 0
    links: set[str] = field(default_factory=set)
    resources: set[str] = field(default_factory=set)
    forms: list[tuple[str, str]] = field(default_factory=list)
    hreflang: dict[str, str] = field(default_factory=dict)
    canonical: str = ""
    inline: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    robots: str = ""

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)
        self._in_title = False
        self.feed(self.html)

    def _absolute(self, address: str) -> str:
        return urldefrag(urljoin(self.url, address.strip())).url

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in pairs}
        self._note_faults(tag, attributes)
        for name, value in attributes.items():
            if (tag, name.removeprefix("xlink:")) in FETCHED and value:
                self.resources |= {self._absolute(part.split()[0]) for part in value.split(",")}
        if "id" in attributes:
            self.ids.append(attributes["id"])
        reader = getattr(self, f"_see_{tag}", None)
        if reader:
            reader(attributes)

    def _note_faults(self, tag: str, attributes: dict[str, str]) -> None:
        self.inline += [f"{tag} {name}" for name in attributes if name.startswith("on") or name == "style"]
        if tag == "style" or (
            tag == "script" and "src" not in attributes and attributes.get("type") != "application/ld+json"
        ):
            self.inline.append(tag)

    def _see_html(self, attributes: dict[str, str]) -> None:
        self.language, self.direction = attributes.get("lang", ""), attributes.get("dir", "")

    def _see_title(self, _attributes: dict[str, str]) -> None:
        self._in_title = not self.title

    def _see_h1(self, _attributes: dict[str, str]) -> None:
        self.headings += 1

    def _see_a(self, attributes: dict[str, str]) -> None:
        if attributes.get("href"):
            self.links.add(self._absolute(attributes["href"]))

    def _see_form(self, attributes: dict[str, str]) -> None:
        self.forms.append((attributes.get("method", "get").lower(), self._absolute(attributes.get("action", ""))))

    def _see_meta(self, attributes: dict[str, str]) -> None:
        if attributes.get("name") == "robots":
            self.robots = attributes.get("content", "")

    def _see_link(self, attributes: dict[str, str]) -> None:
        kinds, address = set(attributes.get("rel", "").split()), attributes.get("href", "")
        if kinds & FETCHED_LINKS:
            self.resources.add(self._absolute(address))
        if "alternate" in kinds and "hreflang" in attributes:
            self.hreflang[attributes["hreflang"]] = address
        if "canonical" in kinds:
            self.canonical = address

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False


def is_of(origin: str, address: str) -> bool:
    """Say whether ``address`` is of the site at ``origin`` (data: and blob: are nobody's)."""
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and f"{parts.scheme}://{parts.netloc}" == origin
