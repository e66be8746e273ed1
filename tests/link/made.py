"""Made worlds: readings with planted echoes, updates, denials and contradictions, drawn by seed. Only for tests and benchmarks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from random import Random

from isnad.model.plover import EventType
from isnad.model.records import Claim, Made, Name, PlaceMention, Quantity, Reading, Statement, TimeMention
from isnad.model.report import Report
from isnad.model.span import Span
from tests.link.gold import report

HAND = Made("test.made")
PARTIES = (
    "Syrian government", "Islamic State", "Russia", "SDF", "Turkey", "Iraqi government", "Houthis", "Saudi-led coalition", "RSF", "Sudanese army",
    "Libyan National Army", "Government of National Unity", "Hezbollah", "Hayat Tahrir al-Sham",
)  # fmt: skip
ACTS: tuple[tuple[EventType, str | None, str, str], ...] = (
    ("ASSAULT", "aerial", "غارة جوية", "an air strike"),
    ("ASSAULT", "heavy-weapons", "قصف مدفعي", "shelling"),
    ("ASSAULT", "explosives", "انفجار عبوة", "a roadside bomb"),
    ("ASSAULT", "execute", "إعدام أسرى", "an execution of captives"),
)
FILLER = {
    "ar": "وشهدت الأسواق حركة خفيفة فيما أغلقت المدارس أبوابها وانقطع التيار الكهربائي عن أحياء عدة وتوقفت المخابز عن العمل لساعات",
    "en": "Markets were quiet and schools stayed shut while power failed in several quarters, bakeries stopped for hours and calm came back",
}


@dataclass
class World:
    """A made case with what was planted in it (pairs of report names)."""

    items: list[tuple[Report, Reading]] = field(default_factory=list)
    happening: set[tuple[str, str]] = field(default_factory=set)
    echo: set[tuple[str, str]] = field(default_factory=set)
    contradiction: set[tuple[str, str]] = field(default_factory=set)
    update: set[tuple[str, str]] = field(default_factory=set)
    lines: dict[str, int] = field(default_factory=dict)


def made(
    name: str, outlet: str, lang: str, day: date, published: date, place: tuple[str, float, float], act: tuple[EventType, str | None, str, str],
    actor: str, recipient: str, killed: int, speaker: str | None, rng: Random, *, denied: bool = False, body: str | None = None,
) -> tuple[Report, Reading]:  # fmt: skip
    """One report of one happening, with its reading."""
    words = FILLER[lang].split()
    rng.shuffle(words)
    pad = " ".join(words)
    who = speaker or ("مصادر محلية" if lang == "ar" else "local sources")
    if lang == "ar":
        head = f"قال {who} إن {act[2]} على {place[0]} يوم {day.isoformat()} نفذتها {actor} ضد {recipient} أسفرت عن مقتل {killed} شخصا."
        trigger, number = act[2], f"{killed} شخصا"
        if denied:
            head = f"نفى {who} وقوع {act[2]} على {place[0]} يوم {day.isoformat()} نفذتها {actor} ضد {recipient}."
    else:
        head = f"{who} said that {act[3]} on {place[0]} on {day.isoformat()} by {actor} against {recipient} left {killed} people killed."
        trigger, number = act[3], f"{killed} people"
        if denied:
            head = f"{who} denied that {act[3]} on {place[0]} on {day.isoformat()} by {actor} against {recipient} took place."
    text = body or f"{head}\n{pad}."
    at = text.index(trigger)
    quantities = [] if denied else [Quantity(_span(text, number), killed, killed, False, "people killed", HAND)]
    said = text.index("." if text.index(".") > at else "\n", at)
    statement = Statement(
        Span(at, said), _span(text, "نفى" if denied else "قال") if lang == "ar" else _span(text, "denied" if denied else "said"),
        _span(text, who), Name(speaker or "local sources", who), (), "organisation" if speaker else "anonymous", speaker is not None,
        "indirect", "deny" if denied else "assert", None, HAND,
    )  # fmt: skip
    claim = Claim(
        _span(text, trigger), Span(0, said), act[0], act[1], (Name(actor),), (Name(recipient),), 0, day.isoformat(),
        tuple(range(len(quantities))), not denied, "denied-by-speaker" if denied else "actual", 0, HAND,
    )  # fmt: skip
    r = report(name, text, lang=lang, outlet=outlet, published=published.isoformat())
    places = (PlaceMention(_span(text, place[0]), place[0], "SY", place[1], place[2], f"made:{place[0]}", "town", HAND),)
    times = (TimeMention(_span(text, day.isoformat()), day.isoformat(), "day", HAND),)
    return r, Reading(r.id, "hand", (), times, places, tuple(quantities), (statement,), (claim,))


def _span(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def world(groups: int, seed: int = 1) -> World:
    """A case of `groups` happenings, each told by one to six reports.

    Each may have: a copy by another outlet, a report of its own words that cites the same speaker, one that cites another speaker
    (an independent line, with the same or another toll), a later report with a higher toll, an English report on the same speaker, a denial.
    """
    rng = Random(seed)
    w = World()
    for g in range(groups):
        day = date(2015, 1, 1) + timedelta(days=rng.randrange(2000))
        place = (f"Tell {_word(rng)}", round(32 + rng.random() * 5, 4), round(36 + rng.random() * 6, 4))
        act = rng.choice(ACTS)
        actor, recipient = rng.sample(PARTIES, 2)
        killed = rng.randrange(3, 180)
        one, other, third = (f"{_word(rng)} {kind}" for kind in ("Observatory", "Committee", "Council"))
        base = made(f"g{g}-base", f"Outlet {g}a", "ar", day, day, place, act, actor, recipient, killed, one, rng)
        told = {"base": base}
        if rng.random() < 0.5:
            body = base[0].text.replace("خفيفة", "هادئة") + " وانتهى."
            later = day + timedelta(1)
            told["copy"] = made(f"g{g}-copy", f"Outlet {g}b", "ar", day, later, place, act, actor, recipient, killed, one, rng, body=body)
        if rng.random() < 0.4:
            told["same"] = made(f"g{g}-same", f"Outlet {g}c", "ar", day, day, place, act, actor, recipient, killed, one, rng)
        if rng.random() < 0.5:
            toll = killed if rng.random() < 0.5 else killed * 2 + 3
            told["rival" if toll != killed else "second"] = made(
                f"g{g}-other", f"Outlet {g}d", "ar", day, day, place, act, actor, recipient, toll, other, rng
            )
        if rng.random() < 0.3:
            later = day + timedelta(2)
            told["update"] = made(f"g{g}-update", f"Outlet {g}e", "ar", day, later, place, act, actor, recipient, killed + 9, one, rng)
        if rng.random() < 0.3:
            told["english"] = made(f"g{g}-english", f"Outlet {g}f", "en", day, day, place, act, actor, recipient, killed, one, rng)
        if rng.random() < 0.2:
            told["denial"] = made(
                f"g{g}-denial", f"Outlet {g}h", "ar", day, day + timedelta(1), place, act, actor, recipient, 0, third, rng, denied=True
            )
        _plant(w, told)
    return w


def _plant(w: World, told: dict[str, tuple[Report, Reading]]) -> None:
    name = {k: r.name for k, (r, _) in told.items()}
    w.items += told.values()
    w.happening |= {_pair(a, b) for a, b in combinations(name.values(), 2)}
    on_one = [name[k] for k in ("base", "copy", "same", "update", "english") if k in name]
    w.echo |= {_pair(a, b) for a, b in combinations(on_one, 2)}
    w.lines[name["base"]] = 1 + ("rival" in name or "second" in name)
    if "update" in name:
        w.update |= {_pair(name[k], name["update"]) for k in ("base", "copy", "same", "english", "second") if k in name}
    if "rival" in name:
        w.contradiction |= {_pair(name[k], name["rival"]) for k in ("base", "copy", "same", "english") if k in name}
        if "update" in name:  # published later, but lower than the rival's toll
            w.contradiction.add(_pair(name["update"], name["rival"]))
    if "denial" in name:
        w.contradiction |= {_pair(v, name["denial"]) for k, v in name.items() if k != "denial"}


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _word(rng: Random) -> str:
    return "".join(rng.choice("bdfghjklmnrstz") + rng.choice("aiou") for _ in range(3)).capitalize()
