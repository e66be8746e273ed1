"""The plan of a dossier: which events it tells, in which order, with which notes, under which title. A file (YAML or JSON), or kept in the case."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from isnad.errors import UsageError
from isnad.show.labels import LANGS
from isnad.store.sqlite import SqliteCase
from isnad.store.view import SqliteView

MOST_BYTES, MOST_EVENTS, MOST_LETTERS = 1_000_000, 2000, 20_000
KEPT = "dossier"  # the key under which a case keeps it


@dataclass(frozen=True, slots=True)
class Chosen:
    """An event of a dossier.

    Attributes:
        event: its id, or the beginning of it.
        heading: what stands over it, or empty for the event's own name.
        note: words of the author under it, or empty.
    """

    event: str
    heading: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person wants in a dossier.

    Attributes:
        title: its title, or empty for that of the case.
        note: words of the author that come first, or empty.
        lang: `ar` or `en`.
        events: the events, in order.
        figures: whether it has figures.
    """

    title: str = ""
    note: str = ""
    lang: str = "ar"
    events: tuple[Chosen, ...] = ()
    figures: bool = True

    def plain(self) -> dict[str, Any]:
        """The plan as plain values."""
        events = [{k: v for k, v in (("event", c.event), ("heading", c.heading), ("note", c.note)) if v} for c in self.events]
        return {"title": self.title, "note": self.note, "lang": self.lang, "figures": self.figures, "events": events}


def read_plan(path: Path) -> Plan:
    """A plan from a file.

    Raises:
        UsageError: it cannot be read (`dossier.plan`).
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _wrong(f"is longer than {MOST_BYTES} bytes", path)
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise _wrong(f"cannot be read: {error.strerror}", path) from None
    except UnicodeDecodeError:
        raise _wrong("is no UTF-8", path) from None
    try:
        found = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise _wrong(f"is no YAML{f' (line {mark.line + 1})' if mark else ''}", path) from None
    return plan_from(found, path)


def plan_from(found: Any, path: Path | None = None) -> Plan:
    """A plan from plain values: a mapping, or a list of events.

    Raises:
        UsageError: something in it is not understood (`dossier.plan`).
    """
    if isinstance(found, list):
        found = {"events": found}
    if not isinstance(found, dict):
        raise _wrong("is no plan: neither a mapping nor a list of events", path)
    unknown = sorted(str(k) for k in found if k not in ("title", "note", "lang", "events", "figures"))
    if unknown:
        raise _wrong(f"has {unknown[0]!r}, which means nothing: there are title, note, lang, figures, events", path)
    events = found.get("events") or []
    if not isinstance(events, list) or len(events) > MOST_EVENTS:
        raise _wrong(f"has events that are no list of at most {MOST_EVENTS}", path)
    lang = found.get("lang", "ar")
    if lang not in LANGS:
        raise _wrong(f"speaks {lang!r}: there are ar and en", path)
    if not isinstance(found.get("figures", True), bool):
        raise _wrong("says of figures neither true nor false", path)
    chosen = tuple(_chosen(e, n, path) for n, e in enumerate(events, 1))
    twice = [c.event for n, c in enumerate(chosen) if c.event in {x.event for x in chosen[:n]}]
    if twice:
        raise _wrong(f"has event {twice[0]} twice", path)
    return Plan(_words(found.get("title"), "title", path), _words(found.get("note"), "note", path), lang, chosen, found.get("figures", True))


def _chosen(e: Any, n: int, path: Path | None) -> Chosen:
    if isinstance(e, str):
        return Chosen(e)
    if not isinstance(e, dict) or not isinstance(e.get("event"), str) or set(e) - {"event", "heading", "note"}:
        raise _wrong(f"has as event {n} something else than an id, or event, heading and note", path)
    return Chosen(e["event"], _words(e.get("heading"), "heading", path), _words(e.get("note"), "note", path))


def _words(value: Any, what: str, path: Path | None) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > MOST_LETTERS:
        raise _wrong(f"has a {what} that is no text of at most {MOST_LETTERS} characters", path)
    return "".join(c if c in "\n\t" or c.isprintable() or c in "\u200c\u200d" else " " for c in value).strip()


def kept_plan(view: SqliteView) -> Plan:
    """The plan that the case keeps; an empty one if it keeps none."""
    for (text,) in view._rows("SELECT value FROM meta WHERE key = ?", KEPT):
        return plan_from(json.loads(text))
    return Plan()


def keep_plan(case: SqliteCase, plan: Plan) -> None:
    """Keep a plan in the case; it takes the place of the one before."""
    with case.transaction():
        case._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (KEPT, json.dumps(plan.plain(), ensure_ascii=False)))


def resolved(plan: Plan, view: SqliteView) -> Plan:
    """The plan with whole ids.

    Raises:
        UsageError: an event is not in the case, or its id is of several (`dossier.event`); two are one (`dossier.plan`).
    """
    out: list[Chosen] = []
    for c in plan.events:
        start = c.event if c.event.startswith("e-") else f"e-{c.event}"
        ids = view.ids(start, 3)
        found = [i for i in ids if i == start] or ids
        if len(found) != 1:
            why = "no event of the case has" if not found else "several events of the case have"
            remedy = "`isnad events` lists them; the case may have been linked anew since"
            raise UsageError("dossier.event", f"{why} the id {c.event!r}", remedy=remedy)
        if any(x.event == found[0] for x in out):
            raise _wrong(f"has event {found[0]} twice", None)
        out.append(replace(c, event=found[0]))
    return replace(plan, events=tuple(out))


def _wrong(why: str, path: Path | None) -> UsageError:
    return UsageError("dossier.plan", f"the plan {why}", file=str(path) if path else None, remedy="`isnad dossier --help` shows how one is written")
