"""Which sheets of ROME tell of which trade, and how surely; and which job titles go to which trade."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from parvis.core.domain.reports import Ack
from parvis.occupations.domain.names import forms
from parvis.occupations.domain.seed_files import seed_trades
from parvis.occupations.enums import WordsKind
from parvis.occupations.importers.rome.files import Rome
from parvis.occupations.importers.rome.titles import Index, Match, Named, folded
from parvis.occupations.models import Occupation, OccupationText, OccupationWords

FRENCH = "fr"
ANCHORS = 2  # titles of a sheet that must name one and the same trade before the sheet's other titles follow them …
MANY, MOST = 4, 0.75  # … or as many as this, and this share of those that name a trade at all


@dataclass
class Tie:
    """A trade and the sheet that tells of it best; ``is_exact`` when our seed ties them, ``is_sure`` when a label does."""

    sheet: str
    is_exact: bool = False
    is_sure: bool = False
    weight: int = 0


@dataclass
class Ties:
    """All ties: ``best`` trade → its sheet, ``titles`` trade → job titles, ``by_sheet`` sheet → its trades, closest first."""

    best: dict[int, Tie] = field(default_factory=dict)
    titles: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_sheet: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    sheets_of: dict[int, list[str]] = field(default_factory=dict)


def named_trades() -> list[Named]:
    """Return the current trades with their French names."""
    trades = dict(Occupation.objects.current().exclude(isco=None).order_by("pk").values_list("pk", "isco_id"))
    names: dict[int, set[str]] = defaultdict(set)
    labels: dict[int, frozenset[str]] = {}
    for pk, label in OccupationText.objects.filter(language=FRENCH).order_by().values_list("occupation_id", "label"):
        labels[pk] = frozenset(folded(form) for form in forms(label))
    kept = OccupationWords.objects.filter(language=FRENCH, kind=WordsKind.ALTERNATIVE).order_by()
    for pk, words in kept.values_list("occupation_id", "words"):
        names[pk] |= {folded(word) for word in words}
    return [
        Named(pk, isco or "", labels[pk], frozenset(names[pk] | labels[pk]))
        for pk, isco in trades.items()
        if pk in labels
    ]


def tie(ack: Ack, rome: Rome) -> Ties:
    """Match all job titles, then tie each trade to its sheet."""
    trades = named_trades()
    index = Index.of(trades)
    authored = {seed.uri: seed.rome for seed in seed_trades().values() if seed.rome in rome.sheets}
    exact = {
        pk: authored[uri] for uri, pk in Occupation.objects.filter(uri__in=authored).order_by().values_list("uri", "pk")
    }
    has_esco = Occupation.objects.exclude(version="").exists()
    kept_out = 0
    ties, weights, sure = Ties(), Counter[tuple[int, str]](), set[tuple[int, str]]()
    ack.progress.begin("job titles", len(rome.sheets))
    for code, sheet in sorted(rome.sheets.items()):
        left: list[str] = []
        anchors = Counter[int]()
        for title in sheet.titles:
            trade, how = index.match(title, sheet.isco)
            ack.count("job titles", "read")
            if trade is None:
                left.append(title)
                continue
            ties.titles[trade.pk] += forms(title)
            weights[trade.pk, code] += how
            anchors[trade.pk] += 1
            if how == Match.SAME and trade.label & {folded(form) for form in forms(title)}:
                sure.add((trade.pk, code))
        plain = _plain_trade(code, sheet.isco, exact, anchors, index if has_esco else None)
        if plain:
            ties.titles[plain] += [form for title in left for form in forms(title)]
            weights[plain, code] += Match.SHEET
        else:
            kept_out += len(left)
        ack.progress.advance(1)
    ack.notes.append(f"{kept_out:,} job titles name no clear trade and were kept out.")
    _choose(ties, weights, sure, exact)
    return ties


def _plain_trade(
    code: str, groups: set[str], exact: Mapping[int, str], anchors: Counter[int], index: Index | None
) -> int | None:
    """Return the one trade that the other titles of a sheet belong to, None when there is no clear one."""
    if len(ours := [pk for pk, sheet in exact.items() if sheet == code]) == 1:
        return ours[0]
    in_groups = [trade.pk for group in groups for trade in index.by_isco.get(group, ())] if index else []
    if len(in_groups) == 1:
        return in_groups[0]
    closest, named = anchors.most_common(1)[0] if anchors else (None, 0)
    is_clear = len(anchors) == 1 and named >= ANCHORS
    return closest if is_clear or (named >= MANY and named >= MOST * anchors.total()) else None


def _choose(
    ties: Ties, weights: Counter[tuple[int, str]], sure: set[tuple[int, str]], exact: Mapping[int, str]
) -> None:
    """Give each trade its best sheet: the one our seed names, else the one most of its titles come from."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for (trade, code), weight in weights.items():
        found[trade].append((-weight, code))
    for trade in sorted({*found, *exact}):
        ranked = [code for _, code in sorted(found[trade])]
        code = exact.get(trade) or ranked[0]
        is_exact = trade in exact
        ties.best[trade] = Tie(code, is_exact, is_exact or (trade, code) in sure, weights[trade, code])
        ties.sheets_of[trade] = list(dict.fromkeys([code, *ranked]))[:3]
    for trade, best in sorted(ties.best.items(), key=lambda item: (not item[1].is_exact, -item[1].weight, item[0])):
        ties.by_sheet[best.sheet].append(trade)
