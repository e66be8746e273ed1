"""Who did it and to whom: the lines of corpus/ar/roles.yaml, every role rule fires, and texts that mean harm do none."""

from __future__ import annotations

import re
import time
from functools import cache
from typing import Any

import pytest

from isnad.grammar.rules import known_rules
from isnad.grammar.sheet import Sheet
from isnad.model.records import Claim, Made, Mention, Name
from isnad.model.span import Span
from isnad.read.claims import read_claims
from isnad.read.quantities import read_quantities
from isnad.read.statements import read_statements
from isnad.read.times import read_times
from isnad.resolve.authority import CompiledAuthority
from tests.read.corpus import lines, sheet

MARK = re.compile(r"\[([^\]|]+)\|([^\]|]+)(?:\|([^\]]+))?\]")
LINES = lines("ar", "roles")


def marked(line: str) -> tuple[str, list[Mention]]:
    """The text of a line without its marks, and the mentions they stand for."""
    text, at = "", 0
    found: list[Mention] = []
    for m in MARK.finditer(line):
        text += line[at : m.start()]
        span = Span(len(text), len(text) + len(m[1]))
        kind = m[3] or ("people" if m[2] == "civilians" else "group" if m[2][0].islower() else "force")
        found.append(Mention(span, m[2], None, kind, Made("given", (), (span,)), None, m[2]))
        text += m[1]
        at = m.end()
    return text + line[at:], found


def read(line: str) -> Sheet:
    """A line read, with its marked mentions and everything else found."""
    text, mentions = marked(line)
    s = sheet(text, "ar")
    s.mentions = mentions
    s.places = CompiledAuthority().places(s.doc, s.mentions)
    s.times, s.quantities = read_times(s), read_quantities(s)
    s.statements = read_statements(s)
    s.claims = read_claims(s)
    return s


def shown(claim: Claim, text: str) -> str:
    """A claim as the corpus writes it."""

    def names(found: tuple[Name, ...]) -> str:
        return ", ".join(n.name for n in found)

    what = f"{'' if claim.occurred else 'NOT '}{claim.type}{'.' + claim.mode if claim.mode else ''}"
    status = "" if claim.status == "actual" else f" ?{claim.status}"
    return f"{text[claim.trigger.start : claim.trigger.end]}: {what} {names(claim.actor)} > {names(claim.recipient)}{status}".rstrip()


@cache
def _sheets() -> list[Sheet]:
    return [read(line) for line, _, _ in LINES]


@pytest.mark.parametrize(("line", "published", "want"), LINES)
def test_line(line: str, published: str | None, want: list[Any]) -> None:
    s = read(line)
    assert [shown(c, s.report.text) for c in s.claims] == want


def test_every_role_rule_fires() -> None:
    fired = {r for s in _sheets() for c in s.claims for r in (c.made.rule, *c.made.entries)}
    rules = {r for r in known_rules() if r.startswith(("ar.role.", "claim.role."))}
    assert sorted(rules - fired - OTHERS) == []


# Rules of English alone, or of reports longer than a line.
HERE = (
    "claim.role.other-side", "claim.role.same-again", "claim.role.both-sides", "claim.role.denied", "claim.role.aimed", "claim.role.headline",
    "claim.role.same-victims",
)  # fmt: skip
OTHERS = frozenset(r for r in known_rules() if r.startswith("claim.role.") and r not in HERE)


def test_names_have_their_words() -> None:
    for s in _sheets():
        for c in s.claims:
            for n in (*c.actor, *c.recipient):
                assert n.span is not None
                assert n.surface == s.report.text[n.span.start : n.span.end]


def test_same_again() -> None:
    again = [shown(c, s.report.text) for s in (read(line) for line, _, _ in LINES) for c in s.claims]
    assert [shown(c, s.report.text) for s in _sheets() for c in s.claims] == again


@pytest.mark.parametrize(
    "text",
    [
        "",
        "قصف",
        "لم",
        "قصفت الطائرات" + " و" * 2000,
        "«" * 3000 + "قصف الجيش القرية",
        "هاجم " * 3000,
        "قال إن " * 1500 + "الجيش انسحب",
        "الذي " * 3000,
        "من قبل " * 3000,
        "دون مقاومة " * 2000,
    ],
)
def test_hostile_text_is_read(text: str) -> None:
    assert isinstance(read_claims(_bare(text)), list)


@pytest.mark.parametrize(
    ("lang", "unit"),
    [
        ("ar", "هاجم الجيش القرية ثم انسحب منها. "), ("ar", "لم تقصف الطائرات "),
        ("en", "has attacked, attacked and attacked, "), ("en", "the army, Hezbollah, attacked by it, "),
    ],
)  # fmt: skip
def test_twice_the_text_takes_about_twice_the_time(lang: str, unit: str) -> None:
    def seconds(n: int) -> float:
        s = _bare(unit * n, lang)
        best = 1e9
        for _ in range(3):
            start = time.process_time()
            read_claims(s)
            best = min(best, time.process_time() - start)
        return best

    assert seconds(2400) < 8 * seconds(600) + 0.05


def _bare(text: str, lang: str = "ar") -> Sheet:
    s = sheet(text, lang)
    s.mentions = CompiledAuthority().mentions(s.doc)
    s.places = CompiledAuthority().places(s.doc, s.mentions)
    s.times, s.quantities = read_times(s), read_quantities(s)
    s.statements = []
    return s
