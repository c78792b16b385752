"""ESCO's occupations: the trades, what they are called and how ESCO describes them."""

from __future__ import annotations

from parvis.occupations.domain.groups import ensure_isco, is_isco
from parvis.occupations.domain.homes import home_of
from parvis.occupations.domain.merging import change, create, fresh_codes, merge, standing
from parvis.occupations.domain.names import clean_paragraphs, label_of, names_of
from parvis.occupations.enums import Provenance, WordsKind
from parvis.occupations.importers.esco.pieces import EscoPiece, version_key
from parvis.occupations.importers.esco.state import Row, State, fault_of_label, fault_of_uri, good_batches
from parvis.occupations.models import Occupation, OccupationText, OccupationWords

LABEL = 250  # characters a label may have; telling both forms apart may add some
_COLUMNS = (("conceptUri", "iscoGroup", "preferredLabel"), ("altLabels", "description", "code"))
_TRADE = ("isco_id", "esco_code", "sector", "pictogram", "version", "retired_in")
_TEXT = ("label", "label_source", "description", "description_source")
_KIND = WordsKind.ALTERNATIVE.value


def _fault(cells: list[str]) -> str:
    uri, isco = cells[:2]
    if fault := fault_of_uri(uri, "occupation/"):
        return fault
    if len(isco.removeprefix("C")) != 4 or not is_isco(isco.removeprefix("C")):
        return f"{uri}: «{isco[:40]}» is not an ISCO-08 unit group of four digits"
    return ""


def take_trades(state: State, one: EscoPiece) -> None:
    """Take in occupations_xx.csv. A row without a label is refused, but shows that the version still holds the trade."""
    thing = f"trades {one.language}"
    for rows in good_batches(state, one, thing, _COLUMNS, _fault):
        named = []
        for line, cells in rows:
            if fault := fault_of_label(cells[2], LABEL):
                state.ack.refuse(thing, one.piece.place, line, f"{cells[0]}: {fault}")
            else:
                named.append((line, cells))
        there = {trade.uri: trade for trade in Occupation.objects.filter(uri__in=[cells[0] for _, cells in rows])}
        touched = _hold(state, one, rows, there)
        made = _make(state, one, named, there)
        _name(state, one, named, there | made, touched)


def _hold(state: State, one: EscoPiece, rows: list[Row], there: dict[str, Occupation]) -> set[int]:
    """Bring trades that stand up to date with a version that is not older; return those that changed."""
    changed = []
    ensure_isco({cells[1].removeprefix("C") for _, cells in rows})
    for _, cells in rows:
        trade = there.get(cells[0])
        if trade is None or state.is_older(one.version, trade.version):
            continue
        before = [getattr(trade, name) for name in _TRADE]
        _settle(trade, one, cells)
        if before != [getattr(trade, name) for name in _TRADE]:
            changed.append(trade)
    change(changed, ("uri",), _TRADE)
    state.trades.update(trade.pk for trade in changed)
    return {trade.pk for trade in changed}


def _settle(trade: Occupation, one: EscoPiece, cells: list[str]) -> None:
    usual = home_of(trade.isco_id or "")
    trade.isco_id = cells[1].removeprefix("C")
    trade.esco_code = cells[5][:24] or trade.esco_code
    home = home_of(trade.isco_id)
    trade.sector = home.sector if trade.sector in {"", usual.sector} else trade.sector
    trade.pictogram = home.pictogram if trade.pictogram in {"", usual.pictogram} else trade.pictogram
    if version_key(one.version) >= version_key(trade.retired_in):
        trade.retired_in = ""
    trade.version = one.version or trade.version


def _make(state: State, one: EscoPiece, named: list[Row], there: dict[str, Occupation]) -> dict[str, Occupation]:
    fresh = [cells for _, cells in named if cells[0] not in there]
    codes = fresh_codes(Occupation, [cells[0] for cells in fresh])
    made = [Occupation(uri=cells[0], code=codes[cells[0]], revision=state.changes.revision) for cells in fresh]
    for trade, cells in zip(made, fresh, strict=True):
        _settle(trade, one, cells)
    create(made)
    return dict(Occupation.objects.in_bulk([trade.uri for trade in made], field_name="uri"))


def _name(state: State, one: EscoPiece, named: list[Row], known: dict[str, Occupation], touched: set[int]) -> None:
    """Write label, description and names. Our own label stays, ESCO's is then among the names."""
    thing = f"trades {one.language}"
    texts = [
        OccupationText(
            occupation=known[uri],
            language=one.language,
            label=label_of(label),
            label_source=Provenance.ESCO,
            description=clean_paragraphs(description),
            description_source=Provenance.ESCO if description else "",
        )
        for _, (uri, _isco, label, _names, description, _code) in named
    ]
    words = _words(state, one, named, texts)
    created, changed = _write_texts(state, one, texts), set(touched)
    merged = merge(words, ("occupation_id", "language", "kind"), ("words",))
    changed |= {row.occupation_id for row in merged.written} | created["changed"]
    state.trades |= changed | created["created"]
    ids = {text.occupation_id for text in texts}
    state.ack.count(thing, "created", len(created["created"]))
    state.ack.count(thing, "changed", len(ids & changed - created["created"]))
    state.ack.count(thing, "unchanged", len(ids - changed - created["created"]))


def _write_texts(state: State, one: EscoPiece, texts: list[OccupationText]) -> dict[str, set[int]]:
    there = standing(texts, ("occupation_id", "language"), _TEXT)
    for text in texts:
        said = there.get((text.occupation_id, one.language))
        if said is None:
            continue
        label, label_source, description, description_source = said
        is_older = state.is_older(one.version, text.occupation.version)
        if label_source != Provenance.ESCO or is_older:
            text.label, text.label_source = label, label_source
        if description and (not text.description or (is_older and description_source == Provenance.ESCO)):
            text.description, text.description_source = description, description_source
    merged = merge(texts, ("occupation_id", "language"), _TEXT)
    return {
        "created": {text.occupation_id for text in merged.created},
        "changed": {text.occupation_id for text in merged.changed},
    }


def _words(state: State, one: EscoPiece, named: list[Row], texts: list[OccupationText]) -> list[OccupationWords]:
    """Return the names to keep for each trade of the batch; those of a newer version stay.

    A row without names is kept too: it says that a version has spoken in this language.
    """
    shown = standing(texts, ("occupation_id", "language"), ("label", "label_source"))
    rows = [OccupationWords(occupation=text.occupation, language=one.language, kind=_KIND, words=[]) for text in texts]
    there = standing(rows, ("occupation_id", "language", "kind"), ("words",))
    kept = []
    for row, text, (_, cells) in zip(rows, texts, named, strict=True):
        label, source = shown.get((row.occupation_id, one.language), ("", ""))
        is_older = state.is_older(one.version, row.occupation.version)
        visible = label if label and (source != Provenance.ESCO or is_older) else text.label
        row.words = names_of(cells[2], cells[3].splitlines(), visible)
        if not is_older or (row.occupation_id, one.language, _KIND) not in there:
            kept.append(row)
    return kept
