"""resources/actors and common/outlet_words.yaml → common/_data/outlets.json: names under which an outlet is known."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, ResourceError, entries
from genscripts.tables.actors import authority, nisba_forms, spellings

_KINDS = ("outlet", "agency", "organisation")


def build() -> dict[str, Any]:
    """Names, names that are common words too, countries, adjectives of nations and the words around a name.

    `names` and `guarded` map a name to the English name of the one who bears it; a name that two bear is left out. `countries` gives an outlet's
    country, `nations` the country of an adjective, `before` and `after` the words that are no part of a name, `platforms` the hosts
    on which anybody has a page.
    """
    found: dict[str, dict[str, set[str]]] = {"names": {}, "guarded": {}}
    countries: dict[str, str] = {}
    actors = authority()
    for e in actors:
        if e["kind"] not in _KINDS:
            continue
        if "country" in e:
            countries[e["name"]] = e["country"]
        for part, keys in (("names", ("ar", "en")), ("guarded", ("ar_guard", "en_guard"))):
            for key in keys:
                for alias in e.get(key) or ():
                    for written in spellings(alias) if key.startswith("ar") else (alias,):
                        found[part].setdefault(written, set()).add(e["name"])
        found["names"].setdefault(e["name"], set()).add(e["name"])
    nations = {
        form: str(e["country"])
        for e in actors
        if e["kind"] == "state" and "country" in e
        for nisba in e.get("nisba", ())
        for spelt in spellings(nisba)
        for form, _ in nisba_forms(spelt, ())
    }
    nations |= {str(d): str(e["country"]) for e in actors if e["kind"] == "state" and "country" in e for d in e.get("demonym", ())}
    common = RESOURCES / "common"
    around = {e["id"].rpartition(".")[2]: e["forms"] for e in entries(common / "outlet_words.yaml")}
    if set(around) != {"before", "after", "platforms"}:
        raise ResourceError(f"{common / 'outlet_words.yaml'}: it has entries for words before and after and for platforms, and no others")
    return {
        "common/_data/outlets.json": {
            **{part: {alias: next(iter(who)) for alias, who in names.items() if len(who) == 1} for part, names in found.items()},
            "countries": countries,
            "nations": nations,
            **around,
        }
    }
