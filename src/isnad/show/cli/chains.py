"""The chain a claim came down through, as values and drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from isnad.model.contract import name_json
from isnad.model.linked import ClaimRef
from isnad.model.records import Reading, Statement
from isnad.show.cli.terminal import quoted, short, shown
from isnad.store.contracts import View


def chain_of(view: View, fact_id: str, ref: ClaimRef) -> dict[str, Any]:
    """The chain of a claim, from the outlet inward.

    Args:
        view: the case.
        fact_id: id of the claim.
        ref: where it is.

    Returns:
        `claim`, `report`, `outlet`, `links` (each with `role`, `name`, `surface`, and for speakers `kind`, `stance`, `quote`), and `echoes`.
    """
    report, reading = view.report(ref.report), view.reading(ref.report)
    assert reading is not None
    claim = reading.claims[ref.claim]
    links: list[dict[str, Any]] = []
    for statement in nested(reading, claim.statement):
        for passed in statement.via:
            if not links or links[-1]["name"] != passed.name:
                links.append({"role": "passed on", **name_json(passed)})
        links.append(
            {
                "role": "speaker", **name_json(statement.speaker), "kind": statement.kind, "named": statement.named, "mode": statement.mode,
                "stance": statement.stance, "quote": statement.span.quote(report.text), "span": list(statement.span),
                "cue": statement.cue.quote(report.text) if statement.cue else None, "by": statement.made.rule,
            }
        )  # fmt: skip
    return {
        "claim": {
            "id": fact_id, "type": claim.type, "mode": claim.mode, "actor": [n.name for n in claim.actor],
            "recipient": [n.name for n in claim.recipient], "occurred": claim.occurred,
            "status": claim.status, "quote": claim.span.quote(report.text), "span": list(claim.span),
        },
        "report": report.name, "outlet": report.outlet, "published": report.published, "url": report.url, "links": links,
        "echoes": [{"id": e.id, "origin": e.origin, "why": e.why} for e in view.echoes() if ref.report in e.reports],
    }  # fmt: skip


def nested(reading: Reading, position: int | None) -> list[Statement]:
    """A statement and those it stands in, outermost first."""
    out: list[Statement] = []
    seen: set[int] = set()
    while position is not None and position not in seen:
        seen.add(position)
        statement = reading.statements[position]
        out.append(statement)
        position = statement.parent
    return out[::-1]


def draw(chain: dict[str, Any]) -> Iterator[str]:
    """The chain as a tree, one line at a time."""
    outlet = shown(chain["outlet"] or "an outlet that is not known")
    yield f"{outlet}, report {shown(chain['report'])}" + (f", {chain['published']}" if chain["published"] else "")
    depth = 0
    for link in chain["links"]:
        surface = f" {quoted(link['surface'])}" if link["surface"] and link["surface"] != link["name"] else ""
        if link["role"] == "speaker":
            how = f"{link['kind']}, {link['mode']}, {_STANCE[link['stance']]}"
            yield _branch(depth, f"{shown(link['name'])}{surface} ({how})")
            yield _branch(depth + 1, quoted(short(link["quote"])), "├─ says ")
        else:
            yield _branch(depth, f"{shown(link['name'])}{surface} (passes it on)")
        depth += 1
    if not chain["links"]:
        yield _branch(depth, "in the report's own voice")
        depth += 1
    yield _branch(depth, headline(chain["claim"]))
    for echo in chain["echoes"]:
        yield f"note: the report rests on {shown(echo['origin'])} as others do ({echo['id']}): {shown(echo['why'])}"


def headline(claim: dict[str, Any]) -> str:
    """A claim on one line: id, type, who to whom, whether it is said to have happened."""
    who = " and ".join(claim["actor"]) or "somebody"
    whom = f" → {' and '.join(claim['recipient'])}" if claim["recipient"] else ""
    mode = f" ({claim['mode']})" if claim["mode"] else ""
    said = "said to have happened" if claim["occurred"] else "said not to have happened"
    if claim["status"] in ("planned", "hypothetical"):
        said = claim["status"]
    return f"{claim['id']} {claim['type']}{mode}: {shown(who)}{shown(whom)}, {said}"


_STANCE = {"assert": "asserts", "deny": "denies", "doubt": "doubts", "speculate": "holds it possible"}


def _branch(depth: int, text: str, lead: str = "└─ ") -> str:
    return f"{'   ' * depth}{lead}{text}"

