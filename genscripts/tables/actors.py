"""resources/actors, groups, titles and sources → common/_data/actors.json and {ar,en}/_data/mention_words.json.

Every alias, head noun, demonym and title of a language goes into one automaton, so that a document is walked once. The `l` (layer) of an
entry's data says what it is; the data of a form may ask for the article (`a`), for the letter case of a Latin name (`c`) or for quotation marks or
a head word around it (`q`), or for the actor's own country as the report's (`h`), and name the camp that calls an actor so (`by`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from genscripts import conjugate
from genscripts.common import RESOURCES, ResourceError, entries, lexicon_entry, load

_AR_PRO = "وفبلك"
_FIELDS = ("name", "kind", "party", "parent", "country", "camp", "from", "until", "head", "official", "by_country", "by_named")
_KEYS = ("key", "cls", "en", "kind", "body", "rank", "civil", "bare", "alone", "side", "state", "of", "how", "prep", "as")


def authority() -> list[dict[str, Any]]:
    """All actors: the written ones and the states, sorted by id."""
    out: list[dict[str, Any]] = []
    for path in sorted((RESOURCES / "actors").glob("*.yaml")):
        for e in entries(path):
            out.append(_state(e) if e["id"].startswith("state.") else e)
    return sorted(out, key=lambda e: str(e["id"]))


def _state(e: dict[str, Any]) -> dict[str, Any]:
    return {**e, "kind": "state", **({"country": e["iso"]} if "iso" in e else {}), "party": e.get("party", e["name"])}


def actors_table(actors: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """What is known of each actor beside its aliases."""
    rows = []
    for e in actors:
        row = {"id": e["id"], **{k: e[k] for k in _FIELDS if k in e}}
        row["party"] = e.get("party", e["name"] if e["kind"] in ("state", "force", "group", "organisation") else None)
        if e["id"].startswith("state."):
            row["demonym"] = e["demonym"][0] if e.get("demonym") else e["name"]
            row["theatre"] = bool(e.get("theatre"))
            row["gender"] = e.get("gender", "m")
        rows.append(row)
    return {"entries": rows}


def _aliases(e: dict[str, Any], lang: str) -> Iterable[tuple[str, dict[str, Any]]]:
    """Each alias once, with its marks: `q` counts only quoted or announced, `h` in reports about the actor's country, `by` is one camp's."""
    guards, homes = e.get(f"{lang}_guard", []), e.get(f"{lang}_home", [])
    by = {alias: names["by"] for names in e.get("hostile", ()) for alias in names.get(lang, ())}
    seen: set[str] = set()
    for alias in dict.fromkeys([*e.get(lang, []), *by, *guards, *homes]):
        for written in spellings(alias) if lang == "ar" else (alias,):
            if written not in seen:
                seen.add(written)
                yield written, {**({"q": 1} if alias in guards else {"h": 1} if alias in homes else {}), **({"by": by[alias]} if alias in by else {})}


@cache
def _pairs() -> list[list[str]]:
    spelt: list[list[str]] = load(RESOURCES / "ar" / "mention_sets.yaml")["spellings"]
    return spelt


def spellings(alias: str) -> Iterable[str]:
    """An Arabic alias in the spellings that print knows for words in it («كردي» and «كوردي», «ميليشيا» and «مليشيا»)."""
    out = [alias]
    for one, other in _pairs():
        out += [a.replace(one, other) for a in out if one in a]
    return dict.fromkeys(out)


def arabic_forms(alias: str) -> list[tuple[str, dict[str, Any]]]:
    """An alias as the automaton holds it: without the article of its first word, which the form then asks for."""
    data: dict[str, Any] = {}
    if alias.startswith("ال") and not alias.startswith("الله"):
        return [(alias[2:], {**data, "a": 1})]
    return [(alias, data)]


def noun_forms(e: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Inflected forms of a head noun with number `n` (s, d, p)."""
    out: dict[str, dict[str, Any]] = {}
    sg = e.get("sg")
    if sg:
        out[sg] = {"n": "s"}
        if " " not in sg and not sg.endswith(("ة", "ى", "ا", "اء")):
            out.setdefault(sg + "ا", {"n": "s"})
        if " " not in sg and e.get("dual", True) and not sg.endswith(("ى", "ا")):
            base = sg[:-1] + "ت" if sg.endswith("ة") else sg
            for end in ("ان", "ين", "ا") if sg.endswith("ة") else ("ان", "ين"):
                out.setdefault(base + end, {"n": "d"})
        if e.get("smp"):
            base = sg
            for end in ("ون", "ين", "و", "ي"):
                out[base + end] = {"n": "p"}
    for p in e.get("pl", []):
        out[p] = {"n": "p"}
        if " " not in p and not p.endswith(("ة", "ى", "ا", "اء", "ات", "ون", "ين")):
            out.setdefault(p + "ا", {"n": "p"})
    for f in e.get("forms", []):
        out.setdefault(f, {"n": "s"})
    return list(out.items())


def nisba_forms(nisba: str, folk: Iterable[str]) -> list[tuple[str, dict[str, Any]]]:
    """Forms of a relative adjective; `n` number, `p: 1` where the form names people when it stands alone."""
    out: dict[str, dict[str, Any]] = {nisba: {"n": "s"}, nisba + "ا": {"n": "s"}, nisba + "ة": {"n": "s"}}
    for end in ("ون", "ين"):
        out[nisba[:-1] + "ي" + end] = {"n": "p", "p": 1}
        out[nisba + end] = {"n": "p", "p": 1}
    for end in ("ان", "تان", "تين"):
        out[nisba + end] = {"n": "d"}
    out[nisba + "ات"] = {"n": "p"}
    for f in folk:
        out[f] = out[f + "ا"] = {"n": "p", "p": 1}
    return list(out.items())


def latin_forms(alias: str) -> list[tuple[str, dict[str, Any]]]:
    """An English alias with its hyphen and apostrophe variants; `c` is `u` when all its letters must stand as capitals."""
    variants = {alias}
    for v in list(variants):
        if re.search(r"\b[Aa]l-", v):
            variants.add(re.sub(r"\b([Aa])l-", r"\1l ", v))
    for v in list(variants):
        if "'" in v:
            variants.add(v.replace("'", ""))
    data: dict[str, Any] = {}
    letters = re.sub(r"[^A-Za-z]", "", alias)
    if letters.isupper() and len(letters) <= 5:
        data["c"] = "u"
    elif alias[:1].isupper():
        data["c"] = "t"
    return [(v, data) for v in sorted(variants)]


def adjective_forms(e: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Forms of an adjective, both genders and all numbers, and what is written out beside."""
    base = e["base"]
    out = {base: "s"} if " " in base else {text: number[-1] for text, number in conjugate.adjective(base)}
    for p in e.get("pl", []):
        out.setdefault(p, "p")
    return [(text, {"n": n}) for text, n in out.items()]


def _topic(lang: str, topic: str) -> Iterable[tuple[str, dict[str, Any], list[Any]]]:
    """(layer, entry, forms) of one file of head nouns, titles or unnamed sources."""
    layers = {"groups": "head", "unnamed": "source", "titles": "title"}
    path = RESOURCES / lang / f"{topic}.yaml"
    inflect = noun_forms if lang == "ar" else english_forms
    for e in entries(path):
        yield layers[topic], e, inflect(e)
    data = load(path)
    adjective = {"groups": "adj", "unnamed": "srcadj"}.get(topic, "adj")
    for section, layer in (("adjectives", adjective), ("ties", "tie")):
        for e in data.get(section, ()):
            yield layer, e, adjective_forms(e) if lang == "ar" else [(f, {}) for f in e["forms"]]


def english_forms(e: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Singular and plural forms of an English head noun or title."""
    return [(f, {"n": "s"}) for f in e.get("sg", ())] + [(f, {"n": "p"}) for f in e.get("pl", ())]


def words(lang: str, actors: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The automaton's entries of one language."""
    out: list[dict[str, Any]] = []
    for e in actors:
        out.extend(_arabic_actor(e) if lang == "ar" else _english_actor(e))
    for topic in ("groups", "unnamed", "titles"):
        for layer, e, forms in _topic(lang, topic):
            out.append(lexicon_entry(e["id"], {"l": layer, **{k: e[k] for k in _KEYS if k in e}}, forms))
    seen: set[str] = set()
    for row in out:
        if row["id"] in seen:
            raise ResourceError(f"{lang}: two word entries with id {row['id']}")
        seen.add(row["id"])
    return out


def _arabic_actor(e: dict[str, Any]) -> list[dict[str, Any]]:
    plain: list[Any] = []
    article: list[Any] = []
    for alias, marks in _aliases(e, "ar"):
        for form, data in arabic_forms(alias):
            (article if data.get("a") else plain).append((form, {**data, **marks}))
    out = []
    if plain:
        out.append(lexicon_entry(e["id"], {"l": "actor"}, plain, pro=_AR_PRO, enc=False))
    if article:
        out.append(lexicon_entry(e["id"] + ".al", {"l": "actor", "id": e["id"]}, article, enc=False))
    forms = [f for n in e.get("nisba", []) for s in spellings(n) for f in nisba_forms(s, e.get("folk", []))]
    if forms:
        out.append(lexicon_entry(e["id"] + ".nisba", {"l": "nisba", "id": e["id"]}, forms, enc=False))
    forms = [f for c in e.get("capital", {}).get("ar", []) for f in arabic_forms(c)]
    if forms:
        out.append(lexicon_entry(e["id"] + ".capital", {"l": "capital", "id": e["id"]}, forms, enc=False))
    return out


def _english_actor(e: dict[str, Any]) -> list[dict[str, Any]]:
    out = []
    forms: list[Any] = []
    for alias, marks in _aliases(e, "en"):
        forms += [(f, {**d, **marks}) for f, d in latin_forms(alias)]
    if forms:
        out.append(lexicon_entry(e["id"], {"l": "actor"}, forms))
    forms = []
    for d in e.get("demonym", []):
        forms += latin_forms(d)
        if not d.endswith(("sh", "ch", "ese", "ss", "S", "K", "E")):
            forms += [(f, {**x, "p": 1}) for f, x in latin_forms(d + "s")]
    forms += [(f, {**x, "p": 1}) for d in e.get("en_folk", []) for f, x in latin_forms(d)]
    if forms:
        out.append(lexicon_entry(e["id"] + ".demonym", {"l": "nisba", "id": e["id"]}, forms))
    forms = [f for c in e.get("capital", {}).get("en", []) for f in latin_forms(c)]
    if forms:
        out.append(lexicon_entry(e["id"] + ".capital", {"l": "capital", "id": e["id"]}, forms))
    return out


def build() -> dict[str, Any]:
    """The authority, and one table of words for each language."""
    actors = authority()
    return {
        "common/_data/actors.json": actors_table(actors),
        "ar/_data/mention_words.json": {"entries": words("ar", actors)},
        "en/_data/mention_words.json": {"entries": words("en", actors)},
    }
