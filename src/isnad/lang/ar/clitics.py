"""Peeling of clitics: the ways a folded Arabic word may split into particles, core and pronoun."""

from __future__ import annotations

from functools import cache, lru_cache

from isnad.grammar.lexicon import Analysis
from isnad.lang.tables import table


@cache
def _parts() -> tuple[tuple[str, ...], tuple[str, ...], int]:
    data = table("ar", "clitics")
    pro = sorted(set(data["proclitics"]), key=lambda p: (len(p), p))
    enc = sorted(set(data["enclitics"]), key=lambda e: (len(e), e))
    return tuple(pro), tuple(enc), int(data["minimum"])


@lru_cache(maxsize=65536)
def analyses(norm: str) -> tuple[Analysis, ...]:
    """Splits of a folded word, the whole word first, then by how little is peeled.

    A core that lost a pronoun is also given with the letters print changes before one: طائرته → طائره (ة), دمروها → دمروا,
    نفاه → نفي.
    """
    pro_list, enc_list, least = _parts()
    out: dict[Analysis, None] = {("", norm, ""): None}
    heads = [("", norm)]
    for p in pro_list:
        if norm.startswith(p) and len(norm) - len(p) >= least:
            rest = norm[len(p) :]
            heads.append((p, rest))
            out[(p, rest, "")] = None
            if p in ("لل", "ولل", "فلل"):  # للحكومه = ل + الحكومه; and the lam of the word itself may have merged: للواء
                out[(p, "ل" + rest, "")] = None
    for p, head in heads:
        for e in enc_list:
            if head.endswith(e) and len(head) - len(e) >= least:
                core = head[: -len(e)]
                out[(p, core, e)] = None
                last = core[-1]
                if last == "ت":
                    out[(p, core[:-1] + "ه", e)] = None
                elif last == "ا":
                    out[(p, core[:-1] + "ي", e)] = None
                elif last in "يو":  # أعضائه, أعضاؤه → اعضاء: folding takes the hamza off its seat
                    out[(p, core[:-1] + "ء", e)] = None
                if last == "و":
                    out[(p, core + "ا", e)] = None
    return tuple(out)
