"""resources/{ar,en}/cues.yaml → lang/{ar,en}/_data/cues.json: every shape of every word that attributes content to a source."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, ResourceError, entries, lexicon_entry
from genscripts.conjugate import adjective, noun, verb
from isnad.text.fold import fold

# Keys of an entry that a verb's inflection needs; the rest says how the cue is used and goes into the table as it is.
_INFLECTION = {"root", "form", "vowel", "perf", "perfc", "impf", "juss", "masdar", "act", "pas"}
_KINDS = ("root", "words", "noun", "phrase", "as", "author", "verb", "adverb", "passive", "carrier")
_NOT_DATA = _INFLECTION | set(_KINDS) | {"id", "past", "part", "note", "example", "source", "clash", "skip", "drop"}
# Of equal shapes the reading that comes first here is kept: a report's verbs stand in the third person.
_RANK = ("3ms", "3fs", "3mp", "3md", "3fd", "3fp", "1p", "1s")


def build() -> dict[str, Any]:
    """The cue tables of both languages."""
    out = {}
    for lang, compile_entry in (("ar", arabic), ("en", english)):
        rows = [compile_entry(e) for e in entries(RESOURCES / lang / "cues.yaml") if not e.get("skip")]
        out[f"{lang}/_data/cues.json"] = {"entries": rows}
    return out


def _data(entry: dict[str, Any], kind: str) -> dict[str, Any]:
    data = {k: v for k, v in entry.items() if k not in _NOT_DATA}
    data["kind"] = kind
    data.setdefault("stance", "assert")
    for key in ("prep", "needs", "np-head", "link", "shadda", "lead"):
        if key in data:
            data[key] = [fold(w) for w in data[key]]
    return data


def arabic(entry: dict[str, Any]) -> dict[str, Any]:
    """One Arabic entry as the lexicon reads it.

    Raises:
        ResourceError: the entry has none of the keys that give its shapes.
    """
    kind = next((k for k in _KINDS if k in entry), None)
    if kind is None:
        raise ResourceError(f"{entry['id']}: needs one of {', '.join(_KINDS)}")
    if kind == "words" or "words" in entry:
        forms = [_fixed(text, feature) for text, feature in entry["words"]]
        return lexicon_entry(entry["id"], _data(entry, "verb"), forms, pro="وفسل", enc=entry["class"] != "add")
    if kind == "root":
        data = _data(entry, "verb")
        if entry.get("form") in (2, 3, 4):
            data["damma"] = True  # the active imperfect has a damma too: «يُظهر»
        return lexicon_entry(entry["id"], data, _verb_forms(entry), pro="وفسل", enc=entry["class"] != "add")
    if kind == "noun":
        return lexicon_entry(entry["id"], _data(entry, "noun"), list(entry["noun"]), pro="وفبلك")
    if kind == "author":
        return lexicon_entry(entry["id"], _data(entry, "author"), list(entry["author"]), pro="وف", enc=False)
    return lexicon_entry(entry["id"], _data(entry, kind), list(entry[kind]), pro="وف", enc=kind == "phrase")


def _fixed(text: str, feature: str) -> list[Any]:
    if feature.startswith("act-"):
        return [text, {"t": "act", "p": feature[4:], "v": "a"}]
    return [text, {"t": "impf" if text[0] in "يتن" and feature[0] == "3" else "perf", "p": feature, "v": "a"}]


def _verb_forms(entry: dict[str, Any]) -> list[Any]:
    given = {k: entry[k] for k in _INFLECTION & entry.keys() if k not in ("root", "form")}
    chosen: dict[str, tuple[int, list[Any]]] = {}
    dropped = {fold(w) for w in entry.get("drop", ())}
    for f in verb(entry["root"], entry["form"], **given):
        if f.tense in ("masdar", "pass") or (f.voice == "p" and f.tense != "pass"):
            continue
        if fold(f.text) in dropped or (f.person == "1s" and entry.get("documents")):
            continue
        if f.tense == "act" and not _adverbial(f.text, f.person):
            continue
        short = len(f.text) < 3 and f.tense != "perf"
        if f.tense != "act" and (f.person not in _RANK or short or (f.tense == "juss" and f.person in ("1s", "1p"))):
            continue
        rank = 20 if f.tense == "act" else _RANK.index(f.person)
        person = "p" if f.person == "mp" and f.tense == "act" else f.person
        key = fold(f.text)
        if key not in chosen or rank < chosen[key][0]:
            chosen[key] = (rank, [f.text, {"t": f.tense, "p": person if f.tense != "act" else _gender(f), "v": "a"}])
    for word in entry.get("masdar") or []:
        for text, number in noun(word):
            if number == "s":
                chosen.setdefault(fold(text), (30, [text, {"t": "masdar", "p": "s", "v": "a"}]))
    return [form for _, form in chosen.values()]


def _gender(form: Any) -> str:
    return {"ms": "ms", "fs": "fs", "mp": "mp", "fp": "fp", "d": "d"}[form.person]


def _adverbial(text: str, person: str) -> bool:
    """Only participles that can stand as an adverb: «مؤكدا», «مؤكدة», «مؤكدين»."""
    if person == "ms":
        return text.endswith("ا")
    return person in ("fs", "fp", "d") or (person == "mp" and text.endswith("ين"))


def english(entry: dict[str, Any]) -> dict[str, Any]:
    """One English entry as the lexicon reads it.

    Raises:
        ResourceError: the entry has none of the keys that give its shapes.
    """
    kind = next((k for k in _KINDS if k in entry), None)
    if kind is None:
        raise ResourceError(f"{entry['id']}: needs one of {', '.join(_KINDS)}")
    if kind == "verb":
        return lexicon_entry(entry["id"], _data(entry, "verb"), english_verb(entry["verb"], entry.get("past"), entry.get("part")), enc=False)
    forms = [[w, {}] for w in entry[kind]]
    return lexicon_entry(entry["id"], _data(entry, "verb" if kind == "words" else kind), forms, enc=False)


def english_verb(base: str, past: str | None = None, part: str | None = None) -> list[Any]:
    """The shapes of an English verb; the words after the first («point out») stand unchanged.

    Args:
        base: infinitive.
        past: past tense of an irregular verb.
        part: past participle, if it is not the past tense.
    """
    head, _, tail = base.partition(" ")
    rest = f" {tail}" if tail else ""
    if past is None:
        past = head + "d" if head.endswith("e") else head[:-1] + "ied" if head[-1] == "y" and head[-2] not in "aeiou" else head + "ed"
    third = head[:-1] + "ies" if head[-1] == "y" and head[-2] not in "aeiou" else head + ("es" if head.endswith(("s", "sh", "ch", "x", "o")) else "s")
    ing = head[:-1] + "ing" if head.endswith("e") and not head.endswith("ee") else head + "ing"
    if past.endswith(head[-1] * 2 + "ed") and not head.endswith(head[-1] * 2):
        ing = head + head[-1] + "ing"
    shapes: dict[str, str] = {}
    for text, tense in ((past, "past"), (third, "third"), (head, "base"), (ing, "ing"), (part or past, "part")):
        shapes.setdefault(text, tense)
    return [[text + rest, {"t": tense}] for text, tense in shapes.items()]


__all__ = ["adjective", "arabic", "build", "english", "english_verb"]
