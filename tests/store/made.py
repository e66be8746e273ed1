"""Reports and readings made by hand, for tests of the store and of what stands on it."""

from __future__ import annotations

from isnad.errors import Diagnostic
from isnad.model.ids import sha256
from isnad.model.linked import Anchor, Assessment, ClaimRef, Contradiction, Echo, Event, Join, Line, Linked, Weight
from isnad.model.records import Claim, Made, Mention, Name, PlaceMention, Quantity, Reading, Statement, TimeMention
from isnad.model.report import Capture, Report
from isnad.model.span import Span

NOW = "2024-05-01T12:00:00Z"
TEXT = "قال الناطق باسم البلدية إن الجيش قصف القرية في 3 أيار وأصاب 12 شخصا."


def report(
    name: str = "r1", text: str = TEXT, outlet: str | None = "المرصد", published: str | None = "2015-05-04", address: str | None = None
) -> Report:
    return Report(
        name, text, sha256(text.encode()), "ar", Capture(address or f"in/{name}.txt", NOW, "isnad/test", "text/plain", "utf-8"), outlet=outlet,
        published=published, found=(("outlet", "sidecar"),), protect=("فلان",), diagnostics=(Diagnostic("ingest.test", "a doubt"),),
    )  # fmt: skip


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def made(rule: str, text: str, *words: str) -> Made:
    return Made(rule, (f"ar.test.{rule}",), tuple(at(text, w) for w in words))


def reading(of: Report, reader: str = "rules/test", occurred: bool = True) -> Reading:
    t = of.text
    claim = Claim(
        at(t, "قصف"), at(t, "الجيش قصف القرية"), "ASSAULT", "heavy-weapons", (Name("Syrian government", "الجيش", at(t, "الجيش"), "actor:sy"),),
        (Name("civilians"),), 0, "2015-05-03", (0,), occurred, "actual", 0, made("claim", t, "قصف"),
    )  # fmt: skip
    return Reading(
        of.id, reader,
        (Mention(at(t, "الجيش"), "Syrian army", "actor:sy", "force", made("mention", t, "الجيش"), None, "Syrian government"),),
        (TimeMention(at(t, "3 أيار"), "2015-05-03", "day", made("time", t, "3 أيار"), of.published),),
        (PlaceMention(at(t, "القرية"), "the village", "SY", 34.5, 38, None, "village", made("place", t, "القرية")),),
        (Quantity(at(t, "12 شخصا"), 12, None, True, "people", made("quantity", t, "12 شخصا")),),
        (
            Statement(
                at(t, "الجيش قصف القرية في 3 أيار وأصاب 12 شخصا"), at(t, "قال"), at(t, "الناطق باسم البلدية"), Name("spokesman of the town"),
                (Name("Agency", None, None, None),), "anonymous", False, "indirect", "assert", None, made("statement", t, "قال"),
            ),
        ),
        (claim,),
        (Diagnostic("read.test", "a doubt of the reader", "note"),),
    )  # fmt: skip


def linked(*reports: Report) -> Linked:
    refs = tuple(ClaimRef(r.id, 0) for r in reports)
    m = Made("link.test")
    joins = tuple(Join(refs[0], other, (Weight("place", "a", "b", 2.5), Weight("time", "x", "y", -0.5))) for other in refs[1:])
    event = Event(
        "e-1", "ASSAULT", "Shelling of the village", "2015-05-03", "the village", 34.5, 38.0, ("Syrian government",), ("civilians",),
        None, refs, joins, m,
    )  # fmt: skip
    echo = Echo("h-1", tuple(r.id for r in reports), "the town", "one spokesman", "partial", (Anchor(reports[0].id, Span(0, 3)),), m)
    anchors = (Anchor(reports[0].id, Span(0, 3)), Anchor(reports[-1].id, Span(0, 3)))
    clash = Contradiction("x-1", "number", "e-1", (refs[0], refs[-1]), anchors, "12 or 13", m)
    return Linked((event,), (echo,), (clash,))


def assessments(*reports: Report) -> tuple[Assessment, ...]:
    lines = (Line("the town", tuple(r.id for r in reports)),)
    return (Assessment("e-1", lines, (), ("x-1",), "weak", "one origin", Made("weigh.test")),)
