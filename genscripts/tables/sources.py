"""resources/{ar,en}/sources.yaml → lang/{ar,en}/_data/sources.json: head words of noun phrases that speak."""

from __future__ import annotations

from typing import Any

from genscripts.common import RESOURCES, entries, lexicon_entry

_NO_ALEF = ("ة", "ى", "ا", "ي", "و", "ون", "ين")


def build() -> dict[str, Any]:
    """The tables of both languages."""
    out = {}
    for lang in ("ar", "en"):
        rows = []
        for e in entries(RESOURCES / lang / "sources.yaml"):
            if "adj" in e:
                rows.append(lexicon_entry(e["id"], {"adj": e["adj"]}, list(e["forms"]), enc=False))
                continue
            forms = [[w, {"n": "s"}] for w in e.get("sg", [])] + [[w, {"n": "p"}] for w in e.get("pl", [])]
            if lang == "ar":  # the accusative: «مقطعا مصورا يظهر»
                forms += [[w + "ا", {"n": "s"}] for w in e.get("sg", []) if len(w) > 3 and " " not in w and not w.endswith(_NO_ALEF)]
                people = [w for w in e.get("sg", []) if " " not in w and e["kind"] in ("anonymous", "witness") and not w.endswith(("ى", "ا"))]
                forms += [[(w[:-1] + "ت" if w.endswith("ة") else w) + end, {"n": "p"}] for w in people for end in ("ان", "ين")]
                forms += [[w + "ا", {"n": "p"}] for w in e.get("pl", []) if len(w) > 3 and " " not in w and not w.endswith((*_NO_ALEF, "ء", "ات"))]
            data = {"kind": e["kind"], "en": e["en"], "en_pl": e.get("en_pl", e["en"])} | {k: True for k in ("state", "body", "reports") if e.get(k)}
            rows.append(lexicon_entry(e["id"], data, forms, enc=e["kind"] not in ("official", "person")))
        out[f"{lang}/_data/sources.json"] = {"entries": rows}
    return out
