"""What stands where in a posting: schema.org lets one thing be a text, an object, or a list of either."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from parvis.offers.domain.records import Unfit
from parvis.offers.domain.tidying import line, link
from parvis.offers.enums import ApplyBy
from parvis.offers.importers import _values as values

_MAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
_ISCO, _ROME = re.compile(r"\d{4}"), re.compile(r"[A-N]\d{4}")


@dataclass(frozen=True)
class Pay:
    """What a posting says of pay."""

    low: Decimal | None = None
    high: Decimal | None = None
    currency: str = ""
    per: str = ""


class Parts:
    """A part of a posting, asked by dotted path; of a list the first is taken."""

    def __init__(self, value: Any) -> None:
        if not isinstance(value, dict):
            raise Unfit("its JSON-LD is wrongly written")
        self.value = value

    def every(self, path: str) -> list[Any]:
        """Return all values at ``path``."""
        found: list[Any] = [self.value]
        for name in path.split("."):
            found = [inner for one in found if isinstance(one, dict) for inner in _listed(one.get(name))]
            if not found:
                break
        return found

    def text(self, path: str) -> str:
        """Return the first text or number at ``path``, empty when there is none."""
        head, _dot, rest = path.partition(".")
        first = self.value.get(head)
        if first is None or isinstance(first, str):
            return "" if rest or not first else first.strip()
        for one in self.every(path):
            value = one.get("@value") or one.get("value") if isinstance(one, dict) else one
            if isinstance(value, (str, int, float)) and not isinstance(value, bool):
                return str(value).strip()
        return ""

    def words(self, path: str) -> str:
        """Return all texts at ``path`` (one name), of objects their name or category, with commas."""
        first = self.value.get(path)
        if first is None or isinstance(first, str):
            return (first or "").strip()
        return ", ".join(filter(None, (_said(one) for one in self.every(path))))

    def reference(self) -> str:
        """Return what names the posting for its sender."""
        named = self.text("identifier.value") or self.text("identifier") or self.text("@id") or self.text("url")
        if named and len(named) <= 120:
            return line(named, 121)
        told = named or "|".join(self.text(path) for path in ("title", "name", "hiringOrganization.name", "datePosted"))
        return "digest:" + blake2b(told.encode("utf-8", "replace"), digest_size=12).hexdigest()

    def place(self) -> Parts:
        """Return the first place of work; an empty one where none is said."""
        return Parts(next((one for one in self.every("jobLocation") if isinstance(one, dict)), {}))

    def described(self) -> Iterator[str]:
        """Yield the texts that describe it."""
        for path in ("description", "responsibilities", "qualifications", "skills", "jobBenefits"):
            if said := self.words(path):
                yield said

    def codes(self) -> tuple[str, ...]:
        """Return the codes of trades that it names: ESCO URIs, ROME and ISCO-08."""
        found: list[str] = []
        for one in (*self.every("occupationalCategory"), *self.every("relevantOccupation")):
            code = str(one.get("codeValue") or one.get("@id") or "") if isinstance(one, dict) else str(one)
            head = code.strip().split(" ")[0]
            if "data.europa.eu/esco/occupation/" in head and link(head):
                found.append(f"esco:{head}")
            elif _ROME.fullmatch(head):
                found.append(f"rome:{head}")
            elif _ISCO.fullmatch(head):
                found.append(f"isco:{head}")
        return tuple(dict.fromkeys(found))

    def pay(self) -> Pay:
        """Return the pay that is said."""
        salary = next((one for one in self.every("baseSalary") if one), None)
        currency = self.text("baseSalary.currency") or self.text("salaryCurrency")
        if isinstance(salary, dict):
            inner = Parts(salary)
            exact = values.amount(inner.text("value.value") or inner.text("value"))
            low = values.amount(inner.text("value.minValue") or inner.text("minValue")) or exact
            high = values.amount(inner.text("value.maxValue") or inner.text("maxValue")) or exact
            per = values.per(inner.text("value.unitText") or inner.text("unitText"))
        else:
            low = high = values.amount(salary)
            per = ""
        if not low and not high:
            return Pay()
        return Pay(low, high, values.currency(currency), per)

    def ways(self) -> tuple[tuple[ApplyBy, str], ...]:
        """Return how to apply: the telephone and mail of ``applicationContact``, else the posting's own page."""
        contact, found = "applicationContact", []
        if phone := re.sub(r"[^\d+ ]", "", self.text(f"{contact}.telephone"))[:30].strip():
            found.append((ApplyBy.CALL, phone))
        if mail := _MAIL.fullmatch(self.text(f"{contact}.email").removeprefix("mailto:")):
            found.append((ApplyBy.WRITE, mail[0]))
        if url := link(self.text(f"{contact}.url")) or link(self.text("url")) or link(self.text("sameAs")):
            found.append((ApplyBy.LINK, url))
        return tuple(found)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _said(one: Any) -> str:
    if isinstance(one, dict):
        return next(
            (
                str(one[name])
                for name in ("name", "credentialCategory", "description")
                if isinstance(one.get(name), str)
            ),
            "",
        )
    return str(one).strip() if isinstance(one, (str, int, float)) else ""
