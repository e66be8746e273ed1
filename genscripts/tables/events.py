"""resources/{ar,en}/events-*.yaml → lang/{ar,en}/_data/events.json and events_forms.json.

`events.json` holds the lemmas with what they mean, the frames and the contexts; `events_forms.json` maps every folded single-word
form to the lemmas and features it may stand for, as one string (`lemma.tense.person.voice`, blank between readings), so that a reader
unpacks only the words it meets.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from genscripts.common import RESOURCES, ResourceError, entries
from genscripts.conjugate import adjective, noun, verb
from isnad.text.fold import fold

SPECIAL = ("frames", "context", "figurative", "light")
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
        if f.tense in ("act", "pass") and entry.get("participle") not in (f.tense, "both"):
            continue
        if entry.get("voice") == "passive" and f.tense in FINITE and f.voice == "a":
            continue
        yield f.text, f.tense, f.person, "p" if entry.get("voice") == "passive" else f.voice


def _lemma(entry: dict[str, Any], lang: str) -> dict[str, Any]:
    kept = ("type", "mode", "frame", "need", "weak", "kind", "takes", "status")
    out: dict[str, Any] = {k: entry[k] for k in kept if k in entry}
    out["id"] = f"{lang}.event.{entry['id']}"
    if "takes" in entry:
        out["takes"] = [fold(t) for t in entry["takes"]]
    if "with" in entry:
        out["with"] = sorted({fold(w) for w in entry["with"]})
    if "phrases" in entry:
        out["phrases"] = sorted({fold(p) for p in entry["phrases"]})
    return out


def arabic() -> dict[str, Any]:
    """The Arabic tables."""
    lemmas: list[dict[str, Any]] = []
    forms: dict[str, set[str]] = {}
    frames: list[Any] = []
    contexts: dict[str, Any] = {}
    figurative: list[Any] = []
    seen: dict[str, Path] = {}
    for topic, path in _files("ar"):
        for entry in entries(path):
            if topic == "frames":
                frames.append({**entry, "preps": {fold(k): v for k, v in entry["preps"].items()}})
                continue
            if topic == "context":
                contexts[entry["id"]] = sorted({fold(w) for w in entry["words"]})
                continue
            if topic == "figurative":
                figurative.append({**entry, "words": sorted({fold(w) for w in entry["words"]})})
                continue
            if entry["id"] in seen:
                raise ResourceError(f"{path}: id {entry['id']} stands in {seen[entry['id']]} too")
            seen[entry["id"]] = path
            lemma = _lemma(entry, "ar")
            lemma["topic"] = topic
            lemmas.append(lemma)
            if "phrases" in entry:
                continue
            for text, tense, person, voice in _arabic_forms(entry):
                forms.setdefault(fold(text), set()).add(f"{len(lemmas) - 1}.{tense}.{person}.{voice}")
    known = {f["id"] for f in frames}
    for lemma in lemmas:
        if "frame" in lemma and lemma["frame"] not in known:
            raise ResourceError(f"events of Arabic: {lemma['id']} names the unknown frame {lemma['frame']}")
    return {
        "ar/_data/events.json": {"entries": lemmas, "frames": frames, "contexts": contexts, "figurative": figurative},
        "ar/_data/events_forms.json": {k: " ".join(sorted(v)) for k, v in sorted(forms.items())},
    }


def build() -> dict[str, Any]:
    """All event tables."""
    return arabic()
