"""What a collector knows of a file besides its bytes: `NAME.meta.json` beside `NAME.ext`, and the options that say the same."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from isnad.errors import Diagnostic
from isnad.ingest.codes import doubt
from isnad.ingest.language import CODES
from isnad.ingest.source import shown
from isnad.model import edtf

KEYS = ("outlet", "published", "url", "title", "author", "lang", "note", "protect")
_MOST = {"outlet": 200, "published": 64, "url": 4000, "title": 1000, "author": 300, "lang": 35, "note": 20_000}
_LANGUAGE_NAMES = {"arabic": "ar", "english": "en", "kurdish": "ku", "persian": "fa", "farsi": "fa", "turkish": "tr", "french": "fr"}
_SHAPES = {list: "a list", str: "a string", int: "a number", float: "a number", bool: "a truth value", type(None): "null"}


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a report; None where nothing is said.

    Attributes:
        outlet, published, url, title, author, lang, note, protect: as in :class:`~isnad.model.report.Report`.
        diagnostics: what was passed over.
    """

    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    lang: str | None = None
    note: str | None = None
    protect: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def read_sidecar(data: bytes, address: str) -> Said:
    """A sidecar's fields. What is wrong in it is passed over with a diagnostic; the rest counts.

    Args:
        data: UTF-8 JSON, one object.
        address: the sidecar's path, for diagnostics.
    """
    try:
        raw: Any = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # a JSON or a UTF-8 error is a ValueError
        why = "it nests too deep" if isinstance(error, RecursionError) else shown(str(error))[:200]
        return Said(diagnostics=(doubt("ingest.sidecar-broken", address, why=why),))
    if not isinstance(raw, dict):
        return Said(diagnostics=(doubt("ingest.sidecar-shape", address, what=_SHAPES.get(type(raw), "something else")),))
    notes: list[Diagnostic] = []
    fields: dict[str, str] = {}
    protect: tuple[str, ...] = ()
    for key, value in raw.items():
        if key not in KEYS:
            notes.append(doubt("ingest.sidecar-key", address, severity="note", key=ascii(key[:60]), known=", ".join(KEYS)))
        elif value is None or value == "":
            continue
        elif key == "protect":
            names = [value] if isinstance(value, str) else value
            if isinstance(names, list) and all(_whole(n, 500) for n in names):
                protect = tuple(n.strip() for n in names if n.strip())
            else:
                notes.append(doubt("ingest.sidecar-value", address, key=key, wanted="a list of names"))
        else:
            good, wanted = checked(key, value)
            if good is None:
                notes.append(doubt("ingest.sidecar-value", address, key=key, wanted=wanted))
            else:
                fields[key] = good
    return Said(**fields, protect=protect, diagnostics=tuple(notes))


def given(lang: str | None, outlet: str | None, published: str | None) -> Said:
    """The options as what is said of every input; checked like a sidecar."""
    notes: list[Diagnostic] = []
    fields: dict[str, str] = {}
    for key, value in (("lang", lang), ("outlet", outlet), ("published", published)):
        if value:
            good, wanted = checked(key, value)
            if good is None:
                notes.append(doubt("ingest.option-value", None, key=key, wanted=wanted))
            else:
                fields[key] = good
    return Said(**fields, diagnostics=tuple(notes))  # type: ignore[arg-type]


def checked(key: str, value: object) -> tuple[str | None, str]:
    """A field's value as it is kept, or None; and what it should have been."""
    if not _whole(value, _MOST[key]):
        return None, f"a string of at most {_MOST[key]} characters without broken surrogates"
    text = " ".join(str(value).split()) if key != "note" else str(value)
    rule = _RULES.get(key)
    return rule(text) if rule else (text or None, "a string with something in it")


def _whole(value: object, most: int) -> bool:
    """Whether it is a string, not too long, without halves of surrogate pairs (JSON can write them, UTF-8 cannot)."""
    return isinstance(value, str) and len(value) <= most and not re.search("[\ud800-\udfff\x00]", value)


def _published(text: str) -> tuple[str | None, str]:
    day = re.sub(r"^(\d{4}-\d\d-\d\d)[T ]\d\d:?\d\d.*$", r"\1", text)
    return (day if edtf.valid(day) else None), "a date in EDTF, such as 2017-03-02, 2017-03 or 2017-03~"


def _url(text: str) -> tuple[str | None, str]:
    good = re.fullmatch(r"(?:https?|ftp)://[^\s/]+(?:/\S*)?|urn:\S+|(?:https?://)?web\.archive\.org/\S+", text, re.IGNORECASE)
    return (text if good else None), "a web address that begins with http:// or https://"


def _lang(text: str) -> tuple[str | None, str]:
    code = re.split(r"[-_]", text.lower())[0]
    code = _LANGUAGE_NAMES.get(code, {"ara": "ar", "eng": "en"}.get(code, code))
    return (code if code in CODES else None), "a language code of ISO 639-1, such as ar or en"


_RULES: dict[str, Callable[[str], tuple[str | None, str]]] = {"published": _published, "url": _url, "lang": _lang}
