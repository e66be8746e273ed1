"""The marks of reports: what they name, by which reports are alike. Stock sentences make none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from isnad.lang.common.linking import common_words, stem, weights
from isnad.lang.common.origins import bones
from isnad.link.facts import Fact, Profile, when
from isnad.link.packed import PackedDoc, Pool
from isnad.link.profiles import LEAD
from isnad.link.scene import THEN, scene_of
from isnad.model.changed import changed

TELLS = 5  # words: shorter lines are menus and bylines
MOST = 200  # words of a sentence that are looked at
FIRST = 80  # of one of the first sentences
WORD = 0  # kind of a token, see `PackedDoc.kinds`


def marked(
    all_profiles: Sequence[Profile], stock: Sequence[frozenset[int]], letters: Sequence[frozenset[str]] | None = None,
    places: Mapping[str, float] | None = None, dates: Mapping[str, float] | None = None,
) -> list[Profile]:  # fmt: skip
    """The profiles with their marks, and their stock claims told as such; stock sentences make no marks.

    Args:
        all_profiles: the profiles, as `isnad.link.profiles` makes them.
        stock: for each the positions of its stock sentences.
        letters: for each the skeletons of names, where it is known which of them stand in both scripts; by default these reports tell.
        places: weights of places in a scene to use instead of those of the table.
        dates: weights of the days that a report names, likewise.
    """
    pool = Pool()
    out = []
    for p, skip, names in zip(all_profiles, stock, letters or _letters(all_profiles, stock), strict=True):
        head = first_sentences(p.doc, skip)
        first = frozenset(head[: LEAD + 1])
        facts = tuple(
            changed(f, stock=f.sentence in skip, main=f.sentence in first and not f.unreal) if f.sentence in skip or f.sentence in first else f
            for f in p.facts
        )  # fmt: skip
        reading = changed(p.reading, claims=tuple(f.claim for f in facts))
        lead = frozenset(map(pool.one, _lead(p, facts, first)))
        assert p.raw is not None, "marks are made once"
        day = when(p.report.published)
        out_on = (day.low, day.high) if day is not None and day.low is not None and day.high is not None and day.length <= 31 else None
        scene = scene_of(p.raw.seen, p.raw.sizes, head, skip, out_on, places, dates)
        out.append(changed(p, reading=reading, facts=facts, marks=_marks(p, facts, skip, pool), lead=lead, letters=names, raw=None, scene=scene))
    return out


def _letters(all_profiles: Sequence[Profile], stock: Sequence[frozenset[int]]) -> list[frozenset[str]]:
    """Consonant skeletons that stand in reports of both scripts: capitalised words of the one, words of the other.

    A name that the reader missed, or spelled in its own way, is still the same consonants: «كوناشينكوف» and "Konashenkov".
    """
    if len({p.lang == "en" for p in all_profiles}) < 2:
        return [frozenset()] * len(all_profiles)
    pool = Pool()
    found = [frozenset(map(pool.one, skeletons(p, skip))) for p, skip in zip(all_profiles, stock, strict=True)]
    scripts: dict[bool, set[str]] = {True: set(), False: set()}
    for p, names in zip(all_profiles, found, strict=True):
        scripts[p.lang == "en"].update(names)
    both = scripts[True] & scripts[False]
    return [names & both for names in found]


def skeletons(p: Profile, skip: frozenset[int]) -> set[str]:
    """Consonant skeletons of a report's words that may be names."""
    common = common_words(p.lang)
    out: set[str] = set()
    doc = p.doc
    norms = doc.norms
    for k, (a, b) in enumerate(pairwise(doc.cuts)):
        if k in skip:
            continue
        for i in range(a, min(b, a + MOST)):
            if doc.kinds[i] == WORD and (p.lang != "en" or doc.capital[i]) and len(norm := norms[i]) > 3 and norm not in common:
                out.update(bones(norm))
    return out


def first_sentences(doc: PackedDoc, skip: frozenset[int]) -> list[int]:
    """The first sentences that are no stock and long enough to tell something: title and opening, and what follows."""
    out: list[int] = []
    for k, (a, b) in enumerate(pairwise(doc.cuts)):
        if k not in skip and b - a >= TELLS and doc.kinds.count(WORD, a, min(b, a + 60)) >= TELLS:
            out.append(k)
            if len(out) == THEN:
                break
    return out


def sentences(p: Profile, most: int) -> list[set[str]]:
    """Light stems of the first `most` sentences, without common news words."""
    common = common_words(p.lang)
    return [_stems(p, k, MOST) - common for k in range(min(most, len(p.doc.cuts) - 1))]


def _stems(p: Profile, k: int, most: int) -> set[str]:
    doc, norms = p.doc, p.doc.norms
    if len(doc.cuts) < 2:
        return set()
    a, b = doc.cuts[k], doc.cuts[k + 1]
    return {stem(norm, p.lang) for i in range(a, min(b, a + most)) if doc.kinds[i] == WORD and len(norm := norms[i]) > 2}


def _lead(p: Profile, facts: Sequence[Fact], first: frozenset[int]) -> set[str]:
    out = {f"w:{s}" for k in first for s in _stems(p, k, FIRST)}
    for f in facts:
        if f.main:
            out.update(f"n:{x}" for x in f.parties)
            if f.site is not None and f.site.reach < 50:
                out.add(f"p:{f.site.key}")
            out.update(f"q:{c.low:g}|{c.toll or c.side}" for c in f.counts if c.low is not None)
    return out


def _marks(p: Profile, facts: Sequence[Fact], skip: frozenset[int], pool: Pool) -> dict[str, float]:
    assert p.raw is not None, "marks are made once"
    w = weights("features")
    common = common_words(p.lang)
    out: dict[str, float] = {}
    for key, k in p.raw.places:
        if k not in skip:
            out[f"p:{key}"] = w["place"]
    told = [k for k in range(len(p.raw.sentences)) if k not in skip]
    for k in told:
        for n in sorted(p.raw.names.get(k, ())):
            out[f"n:{n}"] = w["name"]
    for f in facts:
        if f.stock:
            continue
        for party in sorted(f.parties):
            out.setdefault(f"n:{party}", w["name"])
        out[f"a:{f.type}|{'+'.join(sorted(f.actor))}|{'+'.join(sorted(f.recipient))}"] = w["act"]
        for c in f.counts:
            if c.low is not None and c.low >= 4:
                out[f"q:{c.low:g}|{c.toll or c.side}"] = w["number"]
    for mark, which, k in p.raw.times:
        if k not in skip:
            out[mark] = w[which]
    if p.story is not None and p.story[1] - p.story[0] <= 2:
        out[f"d:{p.story[1]}"] = w["day"]
    for k in told:
        for word in sorted(_stems(p, k, MOST) - common):
            out[f"w:{word}"] = w["word"]
    return {pool.one(mark): value for mark, value in out.items()}
