"""Who answers inside a story that somebody tells: «قال فلان إنه سأل الضابط لماذا، فأجابه بأن …», which comes to us through the teller."""

from __future__ import annotations

from dataclasses import replace

from isnad.lang.common.attribution import Attribution
from isnad.lang.common.wordsets import wordset
from isnad.read.chains import chain
from isnad.read.nouns import BY_MENTION
from isnad.read.speaker import Speaker
from isnad.read.speakers import Speakers

_TO_HIM = frozenset({"منه", "منها", "له", "لها", "عليه", "عليها", "اليه", "اليها"})
_WHO = ("person", "official", "anonymous", "witness")
_NEAR, _FAR = 2, 14  # tokens between what the teller says and the verb of the answer, after «و» and after «ف»


def replier(speakers: Speakers, a: Attribution, told: Attribution, teller: Speaker) -> Speaker | None:
    """The person in the teller's story who speaks with a verb that goes on from it and has the teller as its object.

    Args:
        speakers: the speakers of the report.
        a: the attribution of the answer, without a source of its own.
        told: the attribution before it.
        teller: its speaker.
    """
    nouns, norms = speakers.nouns, speakers.doc.norms
    i = a.cue[0]
    if not nouns.arabic or a.who != "running" or told.mode == "direct" or told.rule.endswith("what-was-said"):
        return None
    if norms[i][:1] not in "وف" or teller.kind in ("media", "document"):
        return None
    if not told.content[0] < i <= told.content[1] + (_FAR if norms[i][0] == "ف" else _NEAR):
        return None
    if speakers.doc.sentence_of(i) != speakers.doc.sentence_of(told.cue[0]):
        return None
    leaning = norms[i].endswith(("ه", "ها")) and len(norms[i]) > 5 and norms[i][-2:] not in ("يه",) and not norms[i].endswith("جه")
    if not leaning and (a.cue[1] >= len(norms) or norms[a.cue[1]] not in _TO_HIM):
        return None
    first = told.content[0]
    asked = norms[i][0] == "ف"
    places = range(i - 1, first - 1, -1) if asked else range(first, min(first + 2, told.content[1]))
    for k in places:
        at = nouns.mention_at(k)
        if at is not None and BY_MENTION.get(nouns.mentions[at].kind) in _WHO and nouns.mentions[at].name != teller.name.name:
            r = nouns.ranges[at]
        elif k in nouns.heads and nouns.heads[k].entry.data["kind"] in _WHO and norms[k] not in wordset("ar", "clauses"):
            r = (k, nouns.heads[k].last)
        else:
            continue
        who = speakers.named(r, a.person)
        if who.name.name == teller.name.name:
            continue
        return replace(who, via=list(chain([], teller, who.name)), at=i)
    return None
