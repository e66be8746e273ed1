"""Every cue entry must fire: sentences are built from the entry's own forms and what it says it takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from isnad.grammar.sheet import Sheet
from isnad.lang.tables import table
from isnad.model.report import Capture, Report
from isnad.read.statements import read_statements
from isnad.text.doc import Doc

_AR_SUBJECTS = ("المتحدث باسم الوزارة", "وثائق مسربة", "وكالة الأنباء", "منظمة محلية", "")
_AR_CLAUSE = "الطريق إلى المدينة مفتوح منذ الصباح"
_AR_NOUN = "وصول القافلة إلى المدينة صباح اليوم"
_EN_SUBJECTS = ("The ministry spokesman", "A leaked document", "The news agency", "Local residents")
_EN_CLAUSE = "the road to the town has been open since morning"
_EN_NOUN = "the arrival of the convoy in the town"


def fired(text: str, lang: str) -> set[str]:
    """Ids of the entries behind the statements of a text, read without any actors."""
    report = Report("t", text, "", lang, Capture("-", "", "test", "text/plain", "utf-8"))
    sheet = Sheet(report, Doc(text, lang))
    return {e for s in read_statements(sheet) for e in s.made.entries}


def arabic(entry: dict[str, Any]) -> Iterator[str]:
    """Sentences that an Arabic entry should fire on."""
    data = entry["data"]
    forms = [(f, {}) if isinstance(f, str) else (f[0], f[1]) for f in entry["forms"]]
    preps = data.get("prep", [])
    if data["kind"] == "verb":
        for form, feature in forms:
            if feature.get("t") == "act":
                starts = [f"وقال المتحدث باسم الوزارة إن الوضع هادئ، {form}"]
            elif feature.get("p") in ("3ms", "3fs", "3mp"):
                starts = [f"{form} {s}".strip() for s in _AR_SUBJECTS]
            else:
                continue
            for start in starts:
                yield from _ar_complements(start, data, preps)
    elif data["kind"] == "noun":
        for form, _ in forms:
            yield f"نقلت الوكالة عن المتحدث باسم الوزارة {form} إن {_AR_CLAUSE}."
            for prep in ["", *preps]:
                lead = f"تحدث الناس في السوق، وهناك {form}"
                yield f"وهناك {form} {_joined(prep, 'أن')} {_AR_CLAUSE}."
                yield f"{lead} {_joined(prep, _AR_NOUN)}."
                yield f"وهناك {form} لسكان المدينة {_joined(prep, _AR_NOUN)}."
                yield f"وهناك {form} {_joined(prep, _AR_NOUN)}."
    elif data["kind"] == "phrase":
        for form, _ in forms:
            for link in ["", *data.get("link", []), "ل"]:
                yield f"الطريق إلى المدينة مفتوح، {form} {link}مصادر محلية."
                yield f"الطريق إلى المدينة مفتوح، {form} {link}وزارة النقل."
    elif data["kind"] == "as":
        for form, _ in forms:
            yield f"الطريق إلى المدينة مفتوح، {form} أعلنت وزارة النقل."
            yield f"الطريق إلى المدينة مفتوح، {form} أعلنته وزارة النقل."
    else:
        for form, _ in forms:
            for prep in ["", *preps]:
                yield f"{form} {_joined(prep, 'أن')} {_AR_CLAUSE}."
                yield f"{form} {_AR_CLAUSE}."


def _joined(prep: str, word: str) -> str:
    return f"{prep}{word}" if len(prep) == 1 else f"{prep} {word}".strip()


def _ar_complements(start: str, data: dict[str, Any], preps: list[str]) -> Iterator[str]:
    for prep in ["", *preps]:
        yield f"{start} {_joined(prep, 'أن')} {_AR_CLAUSE}."
        yield f"{start} {_joined(prep, _AR_NOUN)}."
    yield f"{start} إن {_AR_CLAUSE}."
    yield f"{start}: «{_AR_CLAUSE}»."
    yield f"{start} قوله: «{_AR_CLAUSE}»."
    yield f"{start} عن مصدر محلي أن {_AR_CLAUSE}."
    yield f"{start} إلى مصدر محلي قوله إن {_AR_CLAUSE}."
    verb, _, who = start.partition(" ")
    yield f"قال ناشط إن {_AR_CLAUSE}، وهي رواية {verb}ها {who}."
    yield f"«{_AR_CLAUSE}»، {start}."
    for need in [*data.get("needs", []), "ب", "على", "إلى"]:
        yield f"{start} ما جرى في المدينة {_joined(need, 'خطأ كبير في الحساب')}."
        yield f"{start} التنظيم {need} عن الهجوم على المدينة."
    for head in data.get("np-head", []):
        yield f"{start} {head} على وصول القافلة إلى المدينة."


def english(entry: dict[str, Any]) -> Iterator[str]:
    """Sentences that an English entry should fire on."""
    data = entry["data"]
    forms = [(f, {}) if isinstance(f, str) else (f[0], f[1]) for f in entry["forms"]]
    preps = data.get("prep", [])
    for form, feature in forms:
        if data["kind"] == "verb" and feature.get("t") != "ing":
            for subject in _EN_SUBJECTS:
                yield f"{subject} {form} that {_EN_CLAUSE}."
                yield f"{subject} {form} {_EN_NOUN} at ten."
                yield f"{subject} {form} residents that {_EN_CLAUSE}."
                yield f"{subject} {form} the rebels responsible for the fire."
                yield f'"The road to the town is open," {subject.lower()} {form}.'
                yield f'{subject} {form}, "The road to the town is open today."'
                yield f"{subject} {form} whether {_EN_CLAUSE}."
                yield f"{subject} {form} to open the road before the evening."
                yield f"{subject} {form} any claims that the road is open."
                yield f"{subject} {form} the toll to forty."
                yield f"{subject} {form} forty dead in the town."
                yield f"{subject} {form} the raid as a success."
                yield f'{subject} {form} the raid as "a great success".'
                yield f'"The road to the town is open today," {form} the statement.'
                yield f"The newspaper quoted {subject.lower()} {form} {_EN_CLAUSE}."
                for prep in preps:
                    yield f"{subject} {form} {prep} {_EN_NOUN}."
        elif data["kind"] == "phrase":
            yield f"The road to the town is open, {form} local residents."
            yield f"{form.capitalize()} observers, the road to the town is open."
            yield f"The agency reported that the road is open, {form} local officials."
        elif data["kind"] == "passive":
            yield f"The road is {form} to have been opened before the evening."
            yield f"It is {form} that the road was opened before the evening."
        elif data["kind"] == "noun":
            yield f"There were {form} that {_EN_CLAUSE}."
        elif data["kind"] in ("adverb", "author"):
            yield f"{form.capitalize()} that {_EN_CLAUSE}."
            yield f"The road {form} was opened before the evening."
            yield f"{form.capitalize()} {_EN_CLAUSE}."


def _ids(lang: str) -> list[dict[str, Any]]:
    return list(table(lang, "cues")["entries"])


def passes_on(text: str, lang: str) -> bool:
    """Whether a statement of the text has a link in its chain."""
    report = Report("t", text, "", lang, Capture("-", "", "test", "text/plain", "utf-8"))
    return any(s.via for s in read_statements(Sheet(report, Doc(text, lang))))


@pytest.mark.parametrize("entry", _ids("ar"), ids=lambda e: e["id"])
def test_arabic_entry_fires(entry: dict[str, Any]) -> None:
    if entry["data"].get("take") == []:  # a verb that only names who passed something on
        texts = [f"وفي تسجيل {f[0]}ه قناة محلية، قال المتحدث باسم الوزارة إن {_AR_CLAUSE}." for f in entry["forms"] if f[1]["p"] == "3ms"]
        texts += [f"وفي تسجيل {f[0]}ه قناة محلية، قال المتحدث باسم الوزارة إن {_AR_CLAUSE}." for f in entry["forms"] if f[1]["p"] == "3fs"]
        assert any(passes_on(text, "ar") for text in texts), entry["id"]
        return
    assert any(entry["id"] in fired(text, "ar") for text in arabic(entry)), entry["id"]


@pytest.mark.parametrize("entry", _ids("en"), ids=lambda e: e["id"])
def test_english_entry_fires(entry: dict[str, Any]) -> None:
    if entry["data"]["kind"] == "carrier":
        texts = [f"The spokesman said in remarks {f[0]} the local radio that {_EN_CLAUSE}." for f in entry["forms"]]
        assert all(passes_on(text, "en") for text in texts), entry["id"]
        return
    assert any(entry["id"] in fired(text, "en") for text in english(entry)), entry["id"]


def test_there_are_enough() -> None:
    assert len(_ids("ar")) >= 350
    assert len(_ids("en")) >= 150
