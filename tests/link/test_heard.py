"""Who says yes and who says no in one endless sentence with thousands of speakers takes time in step with its length."""

from __future__ import annotations

import time

from isnad.link.heard import Heard
from isnad.link.profiles import profiles
from isnad.link.voices import voices
from isnad.model.records import Claim, Made, Name, Reading, Statement
from isnad.model.report import Report
from isnad.model.span import Span
from tests.link.build import Say, Tell, told
from tests.link.gold import report

PART = "the army struck and he denied it, "


def endless(n: int) -> tuple[Report, Reading]:
    """One sentence in which each of n speakers tells of a blow, which the last word of all denies, and some deny all that is told in it."""
    text = PART * n
    step = len(PART)
    cue = Span(len(text) - step + PART.index("denied"), len(text) - step + PART.index("denied") + 6)
    claims, says = [], []
    for k in range(n):
        at = k * step
        struck = Span(at + PART.index("struck"), at + PART.index("struck") + 6)
        claims.append(
            Claim(struck, Span(at, at + step), "ASSAULT", None, (Name("Russia"),), (), None, None, (), True, "actual", None, Made("test.hand"))
        )
        for stance, rule, of in (("assert", "test.said", None), ("deny", "en.statement.same-content", cue)):
            name = Name("He" if stance == "assert" else f"Speaker {k % 40}")
            span = Span(0, len(text) - 2) if stance == "deny" and k < 20 else Span(at, at + step - 2)
            says.append(Statement(span, of, None, name, (), "person", True, "indirect", stance, None, Made(rule)))  # type: ignore[arg-type]
    r = report("endless", text, lang="en")
    return r, Reading(r.id, "hand", statements=tuple(says), claims=tuple(claims))


def took(n: int) -> float:
    (p,) = profiles([endless(n)])
    started = time.process_time()
    found = voices(p)
    assert len(found) == n
    return time.process_time() - started


def test_an_endless_sentence_of_thousands_of_speakers_does_not_go_quadratic() -> None:
    took(50)
    small, large = min(took(500) for _ in range(2)), took(4000)
    assert large < 8 * small * 3, "eight times the speakers may take at most three times eight times as long"


def test_what_stands_before_a_place_and_between_two() -> None:
    text = "Council said the army left Raqqa. Mayor accused the guard of looting. Guard denied it."
    says = (
        Say("Council", "said", "the army left Raqqa", "Council"), Say("Mayor", "accused", "the guard of looting", "Mayor"),
        Say("Guard", "denied", "it", "Guard", stance="deny"),
    )
    tells = (
        Tell("left", "RETREAT", "withdraw", ("Syrian government",), said=0), Tell("accused", "ACCUSE", None, ("Mayor",), ("guard",)),
        Tell("denied", "REJECT", None, ("guard",), ("Mayor",)),
    )
    (p,) = profiles([told("a", text, *tells, says=says)])
    heard = Heard(p)
    assert heard.before(text.index("Guard denied")) == [1]
    assert heard.accused_between(0, len(text))
    assert not heard.accused_between(text.index("Guard denied"), len(text))
    assert not heard.goes_on(0)
    assert not heard.inside_another(0)
    assert heard.of == {0: [0]}
    assert heard.refusing[2].type == "REJECT"
