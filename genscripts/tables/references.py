"""resources/en/references.yaml → lang/en/_data/references.json: classes of English words that stand for a party, and whose the capitals are."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, entries
from isnad.text.fold import fold


def build() -> dict[str, Any]:
    """The table; capitals and adjectives of states are those of resources/actors/states.yaml."""
    classes: dict[str, set[str]] = {}
    parties: dict[str, list[str]] = {}
    sets: dict[str, list[str]] = {}
    for e in entries(RESOURCES / "en" / "references.yaml"):
        if "set" in e:
            sets[str(e["set"])] = sorted({fold(str(w)) for w in e["forms"]})
        elif "names" in e:
            parties.setdefault(str(e["class"]), []).extend(str(n) for n in e["names"])
        else:
            classes.setdefault(str(e["class"]), set()).update(fold(str(w)) for w in e["forms"])
    owners: dict[str, dict[str, str]] = {"capitals": {}, "states": {}, "nations": {}}
    for e in entries(RESOURCES / "actors" / "states.yaml"):
        party = str(e.get("party") or e["name"])
        for name, words in (("capitals", (e.get("capital") or {}).get("en", ())), ("states", e.get("en", ())), ("nations", e.get("demonym", ()))):
            for w in words:
                owners[name].setdefault(fold(str(w)), party)
    rows = {name: sorted(words) for name, words in sorted(classes.items())}
    return {"en/_data/references.json": {"classes": rows, "parties": parties, "sets": sets, **owners}}
