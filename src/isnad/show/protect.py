"""Protected names: what no page, listing or export of a case may print.

A sidecar's `protect` lists names of witnesses; with redaction asked for, the names and descriptions of sources who, by the report itself,
are not to be known are added. Every word of such a name is covered wherever it stands, in any report of the case, in
any spelling that folds alike (hamza, diacritics, composed or not), with Arabic particles before and pronouns after it, alone or with the
rest of the name, as it was romanised, and in the other script: an Arabic name in all its usual romanisations, a Latin name in the Arabic
words that are romanised so (:mod:`isnad.show.sounding`). Better too much is covered than too little: an ordinary word that is also part of the name
is covered as well. A bar says nothing of the length of what it covers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TextIO

from isnad.lang.ar.clitics import analyses
from isnad.lang.ar.names import name_words, romanise_word
from isnad.model.records import Reading
from isnad.model.report import Report
from isnad.model.span import Span
from isnad.read.protection import nicknames
from isnad.show.sounding import consonants, keys, latin, pattern, rough, sounds_like
from isnad.text.doc import Doc

BAR = "█████"
STRONG = 3  # consonants from which a word of a name is known in the other script, whatever letters it begins with
# Words of names that are part of too many other names to tell anyone by, folded.
SMALL = frozenset("ابو ابي ابا ام ابن بن بنت عبد ال abu abi umm um ibn bin bint abd abdul the al el mr mrs dr".split())  # noqa: SIM905 - reads better
TOWARDS = frozenset(("على", "إلى", "الى"))
JOINTS = frozenset(" \t\u00a0-–'’ـ")


class Shield:
    """Covers protected names. Without any it does nothing, and is false.

    Args:
        names: the names.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._parts: set[str] = set()
        self._phrases: dict[str, list[tuple[str, ...]]] = {}
        self._arabic: set[str] = set()
        self._latin: dict[str, set[str]] = {}
        self._spoken: tuple[re.Pattern[str] | None, re.Pattern[str] | None] | None = None
        self._seen: dict[str, int] = {}
        for name in names:
            self.add(name)

    def __bool__(self) -> bool:
        return bool(self._parts or self._phrases)

    def add(self, name: str, *, across: bool = True) -> None:
        """Protect one more name.

        Args:
            name: the name.
            across: whether it is covered in the other script too; not needed for a romanisation of a name that was added itself.
        """
        words = [t.norm for t in Doc(name, "").tokens if t.kind == "word"]
        telling = [w for w in words if len(w) > 2 and w not in SMALL] or words
        parts = {w.removeprefix("ال") if len(w) > 4 else w for w in telling}
        self._parts |= parts
        for w in parts if across else ():
            if _is_arabic(w):
                self._arabic.add(w)
            else:
                for key in keys(latin(w)):
                    self._latin.setdefault(key, set()).add(latin(w))
        self._spoken = None
        self._seen.clear()

    def add_phrase(self, words: str) -> None:
        """Protect a description of somebody: these words in this order, and not each of them alone."""
        norms = tuple(t.norm for t in Doc(words, "").tokens)
        if len(norms) > 1 and norms not in self._phrases.setdefault(norms[0], []):
            self._phrases[norms[0]] = sorted([*self._phrases[norms[0]], norms], key=lambda n: (-len(n), n))

    def spans(self, text: str) -> list[Span]:
        """Where protected names stand in a text: words that touch are one span."""
        out: list[Span] = []
        if not self:
            return out
        doc = Doc(text, "")
        until = 0
        for i, t in enumerate(doc.tokens):
            phrase = next((p for p in self._phrases.get(t.norm, ()) if tuple(doc.norms[i : i + len(p)]) == p), None)
            if phrase is not None and i + len(phrase) > until:
                until = i + len(phrase)
            if i < until or (t.kind == "word" and self._covers(t.norm, text[t.start : t.end])):
                if out and all(c in JOINTS for c in text[out[-1].end : t.start]) and t.start - out[-1].end < 4:
                    out[-1] = Span(out[-1].start, t.end)
                else:
                    out.append(t.span)
        return out

    def _covers(self, norm: str, raw: str) -> bool:
        """Whether a word is covered; short words of the other script are if they begin with a capital, or are not «على» and «إلى»."""
        found = self._seen.get(norm)
        if found is None:
            found = self._seen[norm] = 2 if self._known(norm) else self._heard(norm)
        return found == 2 or (found == 1 and (raw[0].isupper() if norm[0] < "\u0600" else raw[-3:] not in TOWARDS))

    def _known(self, norm: str) -> bool:
        if norm in self._parts or norm.removesuffix("'s") in self._parts:
            return True
        return _is_arabic(norm) and any(core in self._parts or core.removeprefix("ال") in self._parts for _, core, _ in analyses(norm))

    def _heard(self, norm: str) -> int:
        """How a word sounds like a protected one of the other script: 2 a long word, 1 a short one, 0 not at all."""
        if not _is_arabic(norm):
            if not self._arabic:
                return 0
            if self._spoken is None:
                long = sorted(w for w in self._arabic if consonants(w) >= STRONG)
                self._spoken = (_any_of(long), _any_of(sorted(self._arabic.difference(long))))
            plain = latin(norm)
            return next((n for n, each in zip((2, 1), self._spoken, strict=True) if each is not None and each.fullmatch(plain)), 0)
        if not self._latin or norm in name_words().verbs:
            return 0
        given = name_words().given
        for _, core, enclitic in analyses(norm):
            bare = core.removeprefix("ال") if len(core) > 4 else core
            named = not enclitic and (bare in given or latin(romanise_word(bare).casefold()) in self._parts)
            if bare in SMALL or (consonants(bare) < STRONG and not named):
                continue  # too short to be told from other words, and no name
            if any(sounds_like(bare, w) for w in self._latin.get(rough(bare), ())):
                return 2 if consonants(bare) >= STRONG else 1
        return 0

    def cover(self, text: str) -> str:
        """The text with a bar over every protected name."""
        spans = self.spans(text)
        return piece(text, spans, 0, len(text)) if spans else text


def _is_arabic(norm: str) -> bool:
    return "\u0600" < norm[:1] < "\u0780"


def _any_of(words: list[str]) -> re.Pattern[str] | None:
    """One pattern for the romanisations of all of them."""
    wanted = [p for w in words if (p := pattern(w))]
    return re.compile("|".join(f"(?:{p})" for p in wanted)) if wanted else None


def piece(text: str, spans: Iterable[Span], start: int, end: int) -> str:
    """`text[start:end]` with bars over `spans`; pieces of a text, joined, are the piece of it all.

    A bar stands where its span begins: a piece that begins inside a span leaves the rest of it out.
    """
    out: list[str] = []
    at = start
    for s in spans:
        if s.end <= start or s.start >= end:
            continue
        out.append(text[at : max(at, s.start)])
        if s.start >= start:
            out.append(BAR)
        at = max(at, min(s.end, end))
    out.append(text[at:end])
    return "".join(out)


def shield_of(items: Iterable[tuple[Report, Reading]], redact: bool = False) -> Shield:
    """The shield of a case: every protected name of every report, and the English names that reading gave to their bearers.

    Args:
        items: reports with their readings.
        redact: whether sources who, by the report itself, are not to be known are covered altogether: nicknames, names and descriptions.
    """
    pairs = list(items)
    shield = Shield(name for report, _ in pairs for name in report.protect)
    for report, reading in pairs if redact else ():
        for name in nicknames(report.text, report.lang):
            shield.add(name)
        for s in (*reading.statements, *reading.withheld):
            if s.protect:
                words = [s.source.quote(report.text)] if s.source is not None else []
                for name in [*words, s.speaker.name, *([s.speaker.surface] if s.speaker.surface else [])]:
                    shield.add_phrase(name)
                    if s.named and s.speaker.entity is None and s.kind in ("person", "official", "witness") and name == s.speaker.name:
                        shield.add(name)
    if not shield:
        return shield
    english: list[str] = []
    for report, reading in pairs:
        covered = shield.spans(report.text)
        for m in reading.mentions:
            if m.entity is None and m.kind in ("person", "official", "witness") and any(s.overlaps(m.span) for s in covered):
                english.append(m.name)
        for s in (*reading.statements, *reading.withheld):
            # who is only described («an officer of the Syrian army») is covered as a phrase: his words are everybody's
            for who in (*((s.speaker,) if s.named else ()), *s.via):
                if who.entity is None and who.span is not None and any(c.overlaps(who.span) for c in covered):
                    english.append(who.name)
    for name in english:
        shield.add(name, across=False)
    return shield


class Covered:
    """A text stream that covers protected names in each line that goes through it.

    Args:
        out: the stream behind it.
        shield: what is covered.
    """

    def __init__(self, out: TextIO, shield: Shield) -> None:
        self._out = out
        self._shields = [shield]
        self._line = ""

    def cover_too(self, shield: Shield) -> None:
        """Cover the names of one more case."""
        self._shields.append(shield)

    def _cover(self, text: str) -> str:
        for shield in self._shields:
            text = shield.cover(text)
        return text

    def write(self, text: str) -> int:
        """Write; a line goes on when it is whole."""
        whole, mark, self._line = (self._line + text).rpartition("\n")
        if mark:
            self._out.write(self._cover(whole) + mark)
        return len(text)

    def flush(self) -> None:
        """Send on what is there."""
        self._out.write(self._cover(self._line))
        self._line = ""
        self._out.flush()

    def isatty(self) -> bool:
        """Whether the stream behind is a terminal."""
        return self._out.isatty()

    @property
    def behind(self) -> TextIO:
        """The stream behind it."""
        return self._out

    def __getattr__(self, name: str) -> object:
        return getattr(self._out, name)
