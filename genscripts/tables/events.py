"""resources/{ar,en}/events-*.yaml → lang/{ar,en}/_data/events.json and events_forms.json.

`events.json` holds the lemmas with what they mean, the frames and the contexts; `events_forms.json` maps every folded single-word
form to the lemmas and features it may stand for, as one string (`lemma.tense.person.voice`, blank between readings), so that a reader
unpacks only the words it meets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from genscripts.common import RESOURCES, ResourceError, entries
from genscripts.conjugate import adjective, noun, verb
from isnad.text.fold import fold

SPECIAL = ("frames", "context", "figurative", "light")
TESTS = ("party", "armed", "people", "peoplesubj", "peopleobj", "armedobj", "placesubj", "meetp", "meet", "finite", "negated",
         "counted", "armedplace", "armedvictim", "heldfire", "armedpeople", "forces")
FINITE = ("perf", "impf", "juss")


def _files(lang: str) -> Iterator[tuple[str, Path]]:
    for path in sorted((RESOURCES / lang).glob("events-*.yaml")):
        yield path.stem.removeprefix("events-"), path


def _arabic_forms(entry: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """(form, tense, person, voice) of a single-word entry."""
    if "noun" in entry:
        words = entry["noun"]
        for text, number in noun(words[0], words[1:]):
            yield text, "noun", number, "a"
        return
    if "adjective" in entry:
        for text, number in adjective(entry["adjective"]):
            yield text, "adj", number, "p" if entry.get("voice") == "passive" else "a"
        return
    given = {k: entry[k] for k in ("perf", "perfc", "impf", "juss", "act", "pas") if k in entry}
    forms = verb(entry["root"], entry["form"], vowel=entry.get("vowel", ""), masdar=entry.get("masdar"), **given)
    for f in forms:
        if f.tense in entry.get("without", ()):
            continue
        if f.tense == "act" and entry.get("participle") == "hal":  # «نافيا», «متوعدة»: what a subject says as he acts
            if f.text.endswith(("ا", "ة", "ين")):
                yield f.text, "hal", f.person, "a"
            continue
        if f.tense in ("act", "pass") and entry.get("participle") not in (f.tense, "both"):
            continue
        if entry.get("voice") == "active" and f.voice == "p":
            continue
        if entry.get("voice") == "passive" and f.tense in FINITE and f.voice == "a":
            continue
        yield f.text, f.tense, f.person, "p" if entry.get("voice") == "passive" else f.voice


def _ing(verb: str, double: bool) -> str:
    if double:
        return verb + verb[-1] + "ing"
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return verb[:-1] + "ing"
    return verb + "ing"


def _ed(verb: str, double: bool) -> str:
    if double:
        return verb + verb[-1] + "ed"
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + "ed"


def _s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def _english_forms(entry: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """(form, tense, person, voice) of a single-word English entry; `past` serves as participle where print does not tell."""
    if "noun" in entry:
        for k, text in enumerate(entry["noun"]):
            yield text, "noun", "p" if k else "s", "a"
        return
    base, double = entry["verb"], bool(entry.get("double"))
    irregular = entry.get("irregular", [])
    past = irregular[0] if irregular else _ed(base, double)
    participle = irregular[1] if len(irregular) > 1 else past
    yield base, "base", "b", "a"
    yield _s(base), "pres", "3s", "a"
    yield (irregular[2] if len(irregular) > 2 else _ing(base, double)), "ing", "", "a"
    yield past, "past", "", "ap" if past == participle else "a"
    if participle != past:
        yield participle, "pp", "", "p"


def _lemma(entry: dict[str, Any], lang: str) -> dict[str, Any]:
    kept = ("type", "mode", "frame", "need", "weak", "kind", "denies")
    out: dict[str, Any] = {k: entry[k] for k in kept if k in entry}
    out["id"] = f"{lang}.event.{entry['id']}"
    if "takes" in entry:
        out["takes"] = [fold(t) for t in entry["takes"]]
    if "with" in entry:
        folded = [fold(w) for w in entry["with"]]  # any one of them in Arabic, all of them in this order in English
        out["with"] = sorted(set(folded)) if lang == "ar" else folded
    if "phrases" in entry:
        out["phrases"] = sorted({fold(p) for p in entry["phrases"]})
    return out


def _tables(lang: str, forms_of: Callable[[dict[str, Any]], Iterator[tuple[str, str, str, str]]]) -> dict[str, Any]:
    """Lemmas, frames, contexts and forms of one language."""
    lemmas: list[dict[str, Any]] = []
    forms: dict[str, set[str]] = {}
    frames: list[Any] = []
    contexts: dict[str, Any] = {}
    figurative: list[Any] = []
    seen: dict[str, Path] = {}
    for topic, path in _files(lang):
        for entry in entries(path):
            if topic == "frames":
                frames.append({**entry, "preps": {fold(k): v for k, v in entry["preps"].items()}})
                continue
            if topic == "context":
                contexts[entry["id"]] = sorted({fold(w) for w in entry["words"]})
                continue
            if topic == "figurative":
                folded = {"words": sorted({fold(w) for w in entry["words"]}), "near": sorted({fold(w) for w in entry.get("near", ())})}
                figurative.append({"id": entry["id"], **folded})
                continue
            if entry["id"] in seen:
                raise ResourceError(f"{path}: id {entry['id']} stands in {seen[entry['id']]} too")
            seen[entry["id"]] = path
            lemma = _lemma(entry, lang)
            lemma["topic"] = topic
            lemmas.append(lemma)
            if "phrases" in entry:
                continue
            for text, tense, person, voice in forms_of(entry):
                forms.setdefault(fold(text), set()).add(f"{len(lemmas) - 1}.{tense}.{person}.{voice}")
    known = {f["id"] for f in frames}
    for lemma in lemmas:
        if "frame" in lemma and lemma["frame"] not in known:
            raise ResourceError(f"events: {lemma['id']} names the unknown frame {lemma['frame']}")
        need = lemma.get("need")
        if need and need not in contexts and need not in TESTS:
            raise ResourceError(f"events: {lemma['id']} names the unknown context {need}")
    return {
        f"{lang}/_data/events.json": {"entries": lemmas, "frames": frames, "contexts": contexts, "figurative": figurative},
        f"{lang}/_data/events_forms.json": {k: " ".join(sorted(v)) for k, v in sorted(forms.items())},
    }


def build() -> dict[str, Any]:
    """All event tables."""
    return {**_tables("ar", _arabic_forms), **_tables("en", _english_forms)}
