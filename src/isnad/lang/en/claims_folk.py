"""People whom an English text names by what they are and gives no side: guards, looters, medics; and the homes and markets that are theirs."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from isnad.grammar.rules import register
from isnad.lang.common.claims import Arg
from isnad.lang.common.layout import Layout
from isnad.lang.common.speakers import Speakers
from isnad.lang.en.claims_sets import ADVERBS, BE, HAVE, MODAL
from isnad.lang.en.claims_words import Words
from isnad.model.records import Made, Mention

FOLKS = register("en.claim.folk", "People named by what they are, whom the text gives no side, take part where the grammar puts them.")
HOMES = register("en.claim.homes", "What is done to homes, markets, schools and hospitals is done to civilians.")
OWN_FORCE = register("en.claim.own-force", "Forces with «its», «their» or «our» are those of who says so, else of the side named before.")
_NEAR = 12  # parties looked at before «its planes»
_OWNERS = frozenset({"its", "their", "his", "our", "my"})
_ARMED = ("force", "group", "state", "official")
_SIDES = {"folk-civilians": "civilians", "folk-homes": "civilians", "folk-soldiers": "soldiers", "folk-police": "police"}
_CLASSES = (*_SIDES, "folk-own")
_JOINS = frozenset({"and", "or", "nor", "who", "whom", "whose", "that", "which", "where", "when", "while", "after", "before"})


def folk(scene: Layout, words: Words) -> list[Arg]:
    """Parties that no mention covers, where a noun for people or for what is theirs heads its phrase."""
    out: list[Arg] = []
    for i, token in enumerate(scene.doc.tokens):
        if token.kind != "word" or scene.kind[i] != "w":
            continue
        cls = next((c for c in _CLASSES if words.in_context(c, token.norm)), "")
        if not cls or not heads(scene, words, i):
            continue
        name = _SIDES.get(cls, token.norm)
        rule = HOMES if cls == "folk-homes" else FOLKS
        out.append(Arg(i, i + 1, Mention(token.span, name, None, "people", Made(rule, (), (token.span,)), None, name), name, loose=True))
    return out


def owned(scene: Layout, words: Words, sides: list[Arg]) -> list[Arg]:
    """«its planes», «our men», where the mentions leave open whose: those of who says so, else of the side named before."""
    out: list[Arg] = []
    speakers: Speakers | None = None
    for i, token in enumerate(scene.doc.tokens):
        if i == 0 or scene.kind[i] != "w" or scene.norm(i - 1) not in _OWNERS or not words.in_context("own-force", token.norm):
            continue
        speakers = speakers or Speakers(scene.sheet)
        said = speakers.covering(token.span)
        ours = scene.norm(i - 1) in ("our", "my")
        arg = speakers.arg(said, party_only=True) if said is not None and (said.mode == "direct") == ours else None
        if arg is None and not ours:
            a = scene.doc.sentences[max(0, scene.doc.sentence_index[i] - 1)][0]
            near = sides[max(0, bisect_left(sides, i, key=lambda x: x.first) - _NEAR) : bisect_left(sides, i, key=lambda x: x.first)]
            arg = next((x for x in reversed(near) if a <= x.first and not x.loose and x.mention.kind in _ARMED), None)
        if arg is not None:
            out.append(Arg(i, i + 1, replace(arg.mention, span=token.span, made=Made(OWN_FORCE, (), (token.span,))), arg.party))
    return out


def heads(scene: Layout, words: Words, i: int) -> bool:
    """Whether a noun heads its phrase: «a hospital was hit», not «hospital staff»."""
    doc = scene.doc
    if i + 1 >= len(doc.tokens) or doc.tokens[i + 1].breaks or doc.tokens[i + 1].kind != "word":
        return i + 1 >= len(doc.tokens) or doc.tokens[i + 1].norm not in ("-", "'")
    after = scene.norm(i + 1)
    if i and scene.norm(i - 1) == "-":
        return False
    closed = after in BE or after in HAVE or after in MODAL or after in ADVERBS or after in _JOINS
    if after not in ("fire", "force", "work") and any(tense in ("past", "pp") for _, tense, _, _ in words.readings(after)):
        return True  # «the garrison left», «the officers fled»
    return closed or scene.kind[i + 1] in "PSTLA" or after.endswith(("ly", "ed", "ing"))
