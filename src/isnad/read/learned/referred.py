"""Words that stand for somebody who is named elsewhere («رجاله», "the convoy"), and what the rules may have left out.

The party head says which words name or stand for somebody; of those that no mention covers, the role reader is asked who of all that are named
around them is meant (`Network.meant`). What it is sure of becomes a mention, so that the rules of roles can use it as any other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from isnad.errors import Diagnostic
from isnad.grammar.rules import register
from isnad.grammar.sheet import Sheet
from isnad.lang.ar.referring import nobody
from isnad.model.records import Made, Mention
from isnad.model.span import Span
from isnad.read.learned.decode import stretches
from isnad.read.learned.named import named
from isnad.read.learned.named import referred as by_rule
from isnad.read.learned.network import Network, Scores

MEANT = register("learned.meant", "The learned reader takes these words for somebody who is named elsewhere in the report.")
_SURE = 0.9
"""A stretch that the network holds for at least as likely a place, time or number, and that no rule read, is told of."""
_MOST = 8
"""So many of them are quoted."""
_LAYERS = {"place": "place", "time": "time", "quantity": "number"}


def referred(sheet: Sheet, network: Network, scores: Scores, tagged: float, least: float) -> list[Mention]:
    """Mentions of those who are meant by words that name nobody by themselves, in order of the text.

    Args:
        sheet: the report with its mentions.
        network: the network.
        scores: what it says of the report.
        tagged: how likely words must be to name or stand for somebody.
        least: how likely one who is named around them must be meant.
    """
    doc = sheet.doc
    taken = {w for m in sheet.mentions for w in range(*doc.tokens_in(m.span))}
    tagged_ = [words for words, score in stretches(scores.tags["party"], doc) if score >= tagged and taken.isdisjoint(range(*words))]
    found = [words for words in tagged_ if not nobody(doc, *words)]
    if not found:
        return []
    others = by_rule(sheet, [])
    who = named(sheet, [], others)
    by_party: dict[str, list[Mention]] = {}
    for m in (*sheet.mentions, *(replace(a.mention, span=doc.span(a.first, a.last), party=a.party) for a in others)):
        by_party.setdefault(m.party or m.name, []).append(m)
    for mentions in by_party.values():
        mentions.sort(key=lambda m: m.span)
    out = []
    for words, (runs, likely) in zip(found, network.meant(scores, who, [w for w, _ in found]), strict=True):
        parties: dict[str, float] = {}
        for (first, _), p in zip(runs, likely, strict=False):
            party = who.parties[who.whose[first] - 1]
            parties[party] = parties.get(party, 0.0) + float(p)
        best = max(parties, key=lambda p: (parties[p], p), default="")
        if best and parties[best] >= least:
            span = doc.span(*words)
            like = _nearest(by_party[best], span)
            if like.party:
                out.append(replace(like, span=span, role=None, made=Made(MEANT, (), (span, like.span))))
    return out


def _nearest(mentions: Sequence[Mention], span: Span) -> Mention:
    """The last mention before some words, else the first after them."""
    k = bisect_left(mentions, span.start, key=lambda m: m.span.start)
    return mentions[max(0, k - 1)]


def unread(sheet: Sheet, scores: Scores) -> Iterator[Diagnostic]:
    """A note on the places, times and numbers that the network is sure of and no rule read, if there are any: what one may want to look up."""
    doc = sheet.doc
    read: dict[str, set[int]] = {
        "place": {w for p in sheet.places for w in range(*doc.tokens_in(p.span))},
        "time": {w for t in sheet.times for w in range(*doc.tokens_in(t.span))},
        "quantity": {w for q in sheet.quantities for w in range(*doc.tokens_in(q.span))},
    }
    named_ = {w for m in sheet.mentions for w in range(*doc.tokens_in(m.span))}
    notes = []
    for layer in _LAYERS:
        if layer == "time" and not sheet.report.published:
            continue  # most times cannot be resolved then, which says nothing of the rules
        for words, score in stretches(scores.tags[layer], doc):
            if score >= _SURE and (read[layer] | (named_ if layer == "place" else set())).isdisjoint(range(*words)):
                notes.append((doc.span(*words), layer))
    if notes:
        notes.sort()
        seen = [f"{_LAYERS[layer]} «{doc.quote(span)}» at {span.start}" for span, layer in notes[:_MOST]]
        more = f" and {len(notes) - _MOST} more" if len(notes) > _MOST else ""
        yield Diagnostic(
            "learned.unread", f"the learned reader sees what no rule read: {', '.join(seen)}{more}", "note", sheet.report.capture.address,
            f"offset {notes[0][0].start}", "look whether it matters there",
        )  # fmt: skip
