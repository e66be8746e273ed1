"""Gold reports as what the network is to answer, window by window."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.measures import alike
from isnad.grammar.sheet import Authority, Sheet
from isnad.lang.common.attribution import Attribution
from isnad.lang.common.claims import Draft
from isnad.lang.pack import supported
from isnad.model.records import Mention
from isnad.model.report import Capture, Report
from isnad.model.span import Span
from isnad.read.learned.heads import LINKS, ROLES, TAGS, TYPES, WHO
from isnad.read.learned.named import Named, named
from isnad.read.learned.pieces import Range, Vocabulary, Window, laid, windows
from isnad.read.reader import read_report
from isnad.text.doc import Doc

SKIP = -100
"""The label of a word that a head is not asked about."""
_LABEL = {h.name: {label: i for i, label in enumerate(h.labels)} for h in TAGS}
_TRIGGER = next(i for i, h in enumerate(TAGS) if h.name == "trigger")
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Link:
    """What an anchor points to.

    Attributes:
        head: position of the link head.
        anchor: a word.
        targets: the words it points to; may be none.
        free: words that are neither asked for nor wrong: other words for the same party.
        names: of the parties.
    """

    head: int
    anchor: int
    targets: tuple[int, ...]
    free: tuple[int, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What the role reader is asked of a trigger, or of words that name a party.

    Attributes:
        anchor: the trigger, or the first of the words.
        type: position of its type in `TYPES`, or `WHO`.
        right: for each of `ASKED` the runs whose words tell who did it, or to whom, or who it is; None where it is not asked or told.
        named: the same by name: the runs that the reader takes for the party by its name.
        somebody: for each whether somebody did it, or is meant, be he among the runs or not.
    """

    anchor: int
    type: int
    right: tuple[tuple[int, ...] | None, ...]
    named: tuple[tuple[int, ...], ...]
    somebody: tuple[bool, ...]


@dataclass(frozen=True)
class Piece:
    """One window with its answers.

    Attributes:
        ids: ids of the pieces.
        firsts, lasts: for each word the position of its first and last piece.
        tags: label of each tag head for each word, `[heads, words]`.
        links: for each anchor and link head that is answered.
        marks, names: who is named by each word, see :class:`isnad.read.learned.named.Named`.
        runs: words that stand side by side and name the same.
        asked: what the role reader is asked.
        main: whether only main happenings are annotated, see :func:`only_main`.
    """

    ids: list[int]
    firsts: list[int]
    lasts: list[int]
    tags: Ints
    marks: Ints
    names: Ints
    runs: list[Range] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    main: bool = False


def located(text: str, quote: str, n: int = 0) -> Span:
    """Where the n-th occurrence of a quotation stands.

    Raises:
        ValueError: it does not stand in the text.
    """
    at = -1
    for _ in range(n + 1):
        at = text.index(quote, at + 1)
    return Span(at, at + len(quote))


@dataclass
class Answers:
    """What is to be answered about a document: tags of all heads for all words, and links."""

    tags: Ints
    links: list[Link]
    meant: dict[int, set[str]] = field(default_factory=dict)
    """For the first word of what names the party of an event, who is meant."""
    main: bool = False
    """Whether only main happenings are annotated."""


def answers(doc: Doc, gold: dict[str, Any], mentions: Sequence[Mention]) -> Answers:
    """The answers for a report.

    Args:
        doc: the report, cut into words.
        gold: its annotation, as docs/gold.md describes it.
        mentions: parties that the authority knows in it: where the annotation names a party without its words, they tell which words name it.
    """
    text, n = doc.text, len(doc.tokens)
    tags = np.full((len(TAGS), n), SKIP, np.int64)
    row = {h.name: i for i, h in enumerate(TAGS)}
    for h in TAGS:
        if h.anchors == "all":
            tags[row[h.name]] = 0
    links: list[Link] = []
    link = {f"{anchor}.{name}": i for i, (name, anchor) in enumerate(LINKS)}

    def words(span: Span) -> tuple[int, ...]:
        a, b = doc.tokens_in(span)
        return tuple(range(a, b))

    def mark(name: str, at: Sequence[int]) -> None:
        if at:
            tags[row[name], at[0]] = 1
            tags[row[name], list(at[1:])] = 2

    spans = [located(text, s["quote"], s.get("n") or 0) for s in gold["statements"]]
    for i, (s, span) in enumerate(zip(gold["statements"], spans, strict=True)):
        at = words(span)
        if not at:
            continue
        inside = any(j != i and (_around(o, span) or (o == span and j < i)) for j, o in enumerate(spans))
        mark("nested" if inside else "content", at)
        for name, key in (("kind", s["kind"]), ("stance", s["stance"]), ("named", "yes" if s["named"] else "no"), ("speech", s["mode"])):
            tags[row[name], at[0]] = _LABEL[name][key]
        for name in ("cue", "source"):
            there = _near(text, s.get(f"{name}_at"), s.get(name), span)
            there_words = words(there) if there else ()
            if there_words:
                mark(name, there_words)
            links.append(Link(link[f"content.{name}"], at[0], there_words))
    times = [(located(text, t["quote"], t.get("n") or 0), t["edtf"]) for t in gold["times"]]
    places = [(located(text, p["quote"], p.get("n") or 0), p["name"]) for p in gold["places"]]
    for name, rows in (("place", places), ("time", times)):
        for span, _ in rows:
            mark(name, words(span))
    for q in gold["quantities"]:
        mark("quantity", words(located(text, q["quote"], q.get("n") or 0)))
    for m in mentions:  # who is named, but has no part in anything, is neither asked for nor wrong
        if m.party:
            tags[row["party"], list(words(m.span))] = SKIP
    for span in _pointed(text, gold):
        mark("party", words(span))
    named = _words_of_parties(doc, gold, mentions)
    for e in gold["events"]:
        at = words(located(text, e["trigger"], e.get("n") or 0))
        if not at:
            continue
        t = at[0]
        tags[row["trigger"], t] = _LABEL["trigger"][e["type"]]
        for w in at[1:]:
            if tags[row["trigger"], w] == 0:
                tags[row["trigger"], w] = _LABEL["trigger"]["I"]
        if e["status"] not in ("planned", "hypothetical"):
            tags[row["occurred"], t] = _LABEL["occurred"]["yes" if e["occurred"] else "no"]
        tags[row["status"], t] = _LABEL["status"][e["status"]]
        tags[row["mode"], t] = _LABEL["mode"].get(e.get("mode") or "none", 0)
        for name in ("actor", "recipient"):
            found = _parties(doc, e[name], e.get(f"{name}_at"), mentions, t)
            if found is not None:
                targets = tuple(w for s in found for w in words(s))
                free = {w for party in e[name] for w in named.get(party.casefold(), ())} - set(targets)
                links.append(Link(link[f"trigger.{name}"], t, targets, tuple(sorted(free)), tuple(e[name])))
        for name, rows in (("place", places), ("time", times)):
            same = [s for s, value in rows if value == e.get(name)]
            if same or not e.get(name):
                best = min(same, key=lambda s: abs(doc.tokens_in(s)[0] - t), default=None)
                links.append(Link(link[f"trigger.{name}"], t, words(best) if best else ()))
    return Answers(tags, links, _meant(doc, gold), only_main(gold))


def _around(outer: Span, inner: Span) -> bool:
    """Whether a content stands in another, longer one."""
    return outer != inner and outer.covers(inner)


def _near(text: str, at: dict[str, Any] | None, quote: str | None, span: Span) -> Span | None:
    """Where a cue or source stands: as annotated, else its occurrence nearest to the content."""
    if at:
        return located(text, at["quote"], at["n"])
    if not quote:
        return None
    found, k = [], text.find(quote)
    while k >= 0:
        found.append(Span(k, k + len(quote)))
        k = text.find(quote, k + 1)
    return min(found, key=lambda s: min(abs(s.end - span.start), abs(s.start - span.end)), default=None)


def _parties(doc: Doc, names: list[str], at: list[dict[str, Any] | None] | None, mentions: Sequence[Mention], trigger: int) -> list[Span] | None:
    """The words that name the parties of a role; None if they cannot be told."""
    if at is not None:
        if any(a is None for a in at):
            return None
        return [located(doc.text, a["quote"], a["n"]) for a in at if a]
    out = []
    for name in names:
        same = [m.span for m in mentions if name.casefold() in ((m.party or "").casefold(), m.name.casefold())]
        if not same:
            return None
        first, last = doc.sentence_of(trigger)

        def far(s: Span, first: int = first, last: int = last) -> tuple[bool, int]:
            w = doc.tokens_in(s)[0]
            return (not first <= w < last, abs(w - trigger))

        out.append(min(same, key=far))
    return out


def only_main(gold: dict[str, Any]) -> bool:
    """Whether a gold report is annotated as sparingly as `dev` and real reports are; the others have nearly twice as many events (docs/gold.md)."""
    return gold.get("density") == "main"


def _pointed(text: str, gold: dict[str, Any]) -> Iterable[Span]:
    """The words that the annotation points to as naming a party or a source, longer ones last."""
    ats = [a for e in gold["events"] for role in ROLES for a in e.get(f"{role}_at") or ()]
    ats += [s.get("source_at") for s in gold["statements"]]
    return sorted({located(text, a["quote"], a["n"]) for a in ats if a}, key=lambda s: (s.end - s.start, s.start))


def _meant(doc: Doc, gold: dict[str, Any]) -> dict[int, set[str]]:
    """Who is meant by the words that the annotation points to, by their first word."""
    out: dict[int, set[str]] = {}
    for e in gold["events"]:
        for role in ROLES:
            for name, at in zip(e[role], e.get(f"{role}_at") or (), strict=False):
                first, last = doc.tokens_in(located(doc.text, at["quote"], at["n"])) if at else (0, 0)
                if first < last:
                    out.setdefault(first, set()).add(name)
    return out


def _words_of_parties(doc: Doc, gold: dict[str, Any], mentions: Sequence[Mention]) -> dict[str, set[int]]:
    """For each party the words that name it anywhere in the report, as far as the annotation or the authority tells."""
    out: dict[str, set[int]] = {}
    for m in mentions:
        for name in {m.name, m.party or m.name}:
            out.setdefault(name.casefold(), set()).update(range(*doc.tokens_in(m.span)))
    for e in gold["events"]:
        for role in ("actor", "recipient"):
            for name, at in zip(e[role], e.get(f"{role}_at") or (), strict=False):
                if at:
                    out.setdefault(name.casefold(), set()).update(range(*doc.tokens_in(located(doc.text, at["quote"], at["n"]))))
    return out


def cut(doc: Doc, found: Answers, who: Named, vocabulary: Vocabulary) -> list[Piece]:
    """The windows of a document with their answers; of words that are only seen again nothing is asked."""
    pieces = vocabulary.words(doc)
    return [_piece(pieces, found, who, w) for w in windows(doc, pieces)]


def _piece(pieces: Sequence[Sequence[int]], found: Answers, who: Named, w: Window) -> Piece:
    ids, firsts, lasts = laid(pieces, w)
    tags = found.tags[:, w.first : w.last].copy()
    tags[:, : w.own - w.first] = SKIP
    runs = [(a - w.first, b - w.first) for a, b in who.runs(w.first, w.last)]
    links: list[Link] = []
    roles: dict[int, dict[str, tuple[bool, tuple[int, ...], tuple[int, ...]]]] = {}
    parties = [who.parties[who.whose[w.first + a] - 1] for a, _ in runs]
    for k in found.links:
        if w.own <= k.anchor < w.last:
            inside, free = (tuple(t - w.first for t in ts if w.first <= t < w.last) for ts in (k.targets, k.free))
            if inside or not k.targets:
                links.append(Link(k.head, k.anchor - w.first, inside, free))
            if LINKS[k.head][0] in ROLES:
                words = {*inside, *free} if k.targets else set()
                right = tuple(r for r, (a, b) in enumerate(runs) if not words.isdisjoint(range(a, b)))
                named_so = tuple(r for r, party in enumerate(parties) if any(alike(n, party) for n in k.names))
                roles.setdefault(k.anchor - w.first, {})[LINKS[k.head][0]] = (bool(k.targets), right, named_so)
    asked = [
        Asked(
            t, int(tags[_TRIGGER, t]) - (len(TAGS[_TRIGGER].labels) - len(TYPES)),
            (*(of[r][1] if r in of else None for r in ROLES), None), (*(of[r][2] if r in of else () for r in ROLES), ()),
            (*(r in of and of[r][0] for r in ROLES), False),
        )
        for t, of in sorted(roles.items())
    ]  # fmt: skip
    for word, meant in sorted(found.meant.items()):
        if w.own <= word < w.last:
            right = tuple(r for r, party in enumerate(parties) if any(alike(n, party) for n in meant))
            asked.append(Asked(word - w.first, WHO, (None, None, right), ((), (), right), (False, False, True)))
    return Piece(ids, firsts, lasts, tags, who.marks[w.first : w.last], who.names(w.first, w.last), runs, links, asked, found.main)


class Seen:
    """An adviser that changes nothing; keeps the sheet and the drafts of its claims."""

    sheet: Sheet
    found: list[Draft]

    def mentions(self, sheet: Sheet) -> list[Mention]:
        """Nobody more."""
        return []

    def attributions(self, sheet: Sheet, found: list[Attribution]) -> list[Attribution]:
        """Those of the rules."""
        return found

    def drafts(self, sheet: Sheet, found: list[Draft]) -> list[Draft]:
        """Those of the rules."""
        return found

    def completed(self, sheet: Sheet, drafts: list[Draft]) -> None:
        """Nothing to say."""
        self.sheet, self.found = sheet, drafts


def report_of(name: str, doc: Doc, gold: dict[str, Any]) -> Report:
    """A gold report as the reader takes it."""
    capture = Capture("", "", "", "text/plain", "utf-8")
    return Report(name, doc.text, "", gold["lang"], capture, outlet=gold.get("outlet"), published=gold.get("published"))


def reports(folders: Iterable[Path], share: float = 1.0) -> list[tuple[str, Doc, dict[str, Any]]]:
    """The gold reports of some folders, by id: id, text cut into words, annotation.

    Args:
        folders: parts of the gold.
        share: of the stories, chosen by hash, so that a smaller share lies within a larger one.
    """
    out = []
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            if "statements" in gold and hashlib.sha256(b"share" + story(path.stem, gold).encode()).digest()[0] < 256 * share:
                out.append((path.stem, Doc(path.with_suffix(".txt").read_text(encoding="utf-8"), supported(gold["lang"])), gold))
    return out


def story(name: str, gold: dict[str, Any]) -> str:
    """Which happening a gold report tells of; one that names none is a story by itself."""
    return str(gold.get("story") or name)


def half(name: str, gold: dict[str, Any]) -> int:
    """Which half of the gold a report is in, 0 or 1; all of a story are in one."""
    return hashlib.sha256(b"fold" + story(name, gold).encode()).digest()[0] & 1


def prepared(
    folders: Iterable[Path], vocabulary: Vocabulary, authority: Authority, share: float = 1.0, without: int | None = None
) -> tuple[list[Piece], int]:
    """All windows of the gold reports of some folders, or of a share of the stories; and of how many reports they are.

    Args:
        folders: parts of the gold.
        vocabulary: the encoder's.
        authority: who knows parties.
        share: of the stories.
        without: which half of them is left out, if one is.
    """
    out, n = [], 0
    for name, doc, gold in reports(folders, share):
        if without is None or half(name, gold) != without:
            seen = Seen()
            read_report(report_of(name, doc, gold), authority, seen)
            out += cut(doc, answers(doc, gold, seen.sheet.mentions), named(seen.sheet, seen.found), vocabulary)
            n += 1
    return out, n
