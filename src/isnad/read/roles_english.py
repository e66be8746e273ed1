"""Roles that an English report gives outside the clause: whose soldiers, whose militants, whose allegations."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from isnad.grammar.rules import register
from isnad.grammar.sheet import Sheet
from isnad.lang.common.claims import Arg, Draft
from isnad.lang.common.speakers import Speakers

ONLY_GROUP = register("claim.role.only-group", "«The militants», «the gunmen» of a report that tells of one armed group are that group's.")
SPEAKERS_MEN = register("claim.role.speakers-men", "«The garrison», «the soldiers» in what a man of an army says are that army's.")
ACCUSED_OF = register("claim.role.accused-of", "Whoever is accused of a deed, or claims it, is said to have done it.")
REJECTED_REPORT = register("claim.role.rejected-report", "What stands in reports that somebody dismisses did not happen, by his word.")
FALSE_REPORT = register("claim.role.false-report", "What stands in reports that the writer calls false did not happen.")
ALLEGED = register("claim.role.alleged", "Who rejects an allegation rejects what another has said before.")
REFUSED_DEED = register("claim.role.refused-deed", "Who rejects a deed rejects whoever did it.")

MAIN_DEED = register("claim.role.main-deed", "«The attack», «the town fell»: with nobody named, the deed is that of the report's main pair.")

SAME_BAND = register("claim.role.same-band", "«Islamist militants» and «Islamist armed groups» of one report are the same.")
_BANDS = frozenset({
    "militants", "fighters", "gunmen", "groups", "armed groups", "militias", "insurgents", "rebels", "factions", "armed factions", "extremists",
    "militant groups", "armed men", "militiamen", "rebel groups", "insurgent groups", "hardliners", "forces", "brigades",
})  # fmt: skip
_DEEDS = frozenset({"nattack", "nstrike", "strike", "raid", "attack", "ntake", "nkill"})
RABBLE = frozenset({
    "militants", "gunmen", "fighters", "insurgents", "extremists", "jihadists", "terrorists", "militiamen", "hardliners", "attackers", "radicals",
    "militant", "gunman", "armed men", "rebels",
})  # fmt: skip
_NAMELESS = frozenset({"unidentified", "unknown", "masked", "suspected", "unnamed", "foreign", "local", "rival", "other", "a", "an"})
_SAID = frozenset({"allegation", "allegations", "accusation", "accusations", "charge", "charges", "accusing", "criticism"})
_CLAIM = frozenset({"claim", "charge", "accusation", "allegation", "version", "account"})  # «…, a claim the government rejected»
_REPORTS = frozenset({"reports", "report", "claims", "claim", "allegations", "allegation", "rumours", "rumors", "suggestions", "accusations", "talk"})
_ACCOUNTS = _REPORTS | {"accounts", "account", "stories", "story", "news", "rumour", "rumor", "word", "suggestion", "assertion", "assertions", "idea"}
_FALSE = frozenset({"false", "incorrect", "untrue", "wrong", "unfounded", "baseless", "inaccurate", "fabricated", "invented", "lies", "fabrications"})
_TALK_OF = 4  # words from «talk» to the deed that it is of
_ARMIES = ("force", "state", "official", "group", "anonymous")
_WORKS = frozenset({
    "pipeline", "pipelines", "dam", "dams", "pylons", "pylon", "cable", "cables", "aqueduct", "shrine", "shrines", "tomb", "tombs", "temple",
    "temples", "statue", "statues", "ruins", "museum", "library", "wells", "refinery", "turbines", "line", "lines", "grid",
})  # fmt: skip
_TO_WHOM = frozenset({"at", "on", "in", "by", "with", "from", "near", "and", "of", "to", "for"})
_BEFORE_WORK = 4  # words from a verb to the head of its object
_REACH = 4
_NEAR = 12  # mentions or statements looked at before a word
LIKE_BEFORE = register("claim.role.like-before", "A strike told without anybody has the parties of the strike told before it in its sentence.")
_STRIKES = frozenset({"strike", "nattack", "nstrike", "attack", "fire"})


def same_band(sheet: Sheet, drafts: list[Draft]) -> None:
    """«Islamist militants», «Islamist armed groups»: fighters by the same adjective are the same; in place, under the name that comes first."""
    named: dict[str, str] = {}
    for m in sheet.mentions:
        adjective = _band(m.party or "") if m.kind == "group" else ""
        if adjective:
            named.setdefault(adjective, m.party or "")
    for d in drafts:
        for role in ("actor", "recipient"):
            people: list[Arg] = getattr(d, role)
            if any(named.get(_band(a.party), a.party) != a.party for a in people):
                renamed = [replace(a, party=named.get(_band(a.party), a.party)) for a in people]
                setattr(d, role, renamed)
                d.rules.append(SAME_BAND)


def _band(party: str) -> str:
    """The adjective of a description of fighters («Islamist armed groups»), else nothing."""
    first, _, rest = party.partition(" ")
    return first if rest in _BANDS and first.casefold() not in _NAMELESS else ""


def whose_men(sheet: Sheet, drafts: list[Draft]) -> None:
    """Give militants without a side the one that the report leaves no doubt about, and soldiers their speaker's, in place."""
    same_band(sheet, drafts)
    group = _only_group(sheet)
    speakers: Speakers | None = None
    for d in drafts:
        for role in ("actor", "recipient"):
            people: list[Arg] = getattr(d, role)
            if len(people) != 1:
                continue
            other: list[Arg] = d.recipient if role == "actor" else d.actor
            who, named = people[0], ""
            if who.party in RABBLE and group is not None and _plain(sheet, who) and not _beside(sheet, group, who):
                if all(o.party != group.party for o in other):
                    named, rule, side = group.party, ONLY_GROUP, group
            elif who.party == "soldiers" and who.loose and role == "actor" and sheet.doc.norms[who.first - 1] == "the":
                speakers = speakers or Speakers(sheet)
                said = speakers.covering(d.trigger)
                found = speakers.arg(said, party_only=True) if said is not None else None
                its = found is not None and found.mention.kind in _ARMIES and not found.party[:1].islower()
                if found is not None and its and all(o.party != found.party for o in other):
                    named, rule, side = found.party, SPEAKERS_MEN, found
            if named:
                setattr(d, role, [Arg(who.first, who.last, replace(side.mention, span=who.mention.span), named)])
                d.rules.append(rule)


def _plain(sheet: Sheet, who: Arg) -> bool:
    """Whether the words before leave open which militants: «the militants», «about 300 militants», not «unidentified gunmen»."""
    return not any(sheet.doc.norms[j] in _NAMELESS for j in range(max(0, who.first - 2), who.last))


def _beside(sheet: Sheet, group: Arg, who: Arg) -> bool:
    """Whether a sentence names the group as well as the militants: then they are two («X advanced, killing 14 militants»)."""
    sentence = sheet.doc.sentence_index[who.first]
    a, b = sheet.doc.sentences[sentence]
    spans = sheet.doc.span(a, b)
    k = bisect_left(sheet.mentions, spans.start, key=lambda m: m.span.start)
    near = sheet.mentions[k : k + 4 * _NEAR]
    return any(m.party == group.party and m.span.start < spans.end and m.span != who.mention.span for m in near)


def _only_group(sheet: Sheet) -> Arg | None:
    """The one armed group by name that a report tells of, if no other is named half as often."""
    named: Counter[str] = Counter()
    first: dict[str, Arg] = {}
    for m in sheet.mentions:
        if m.kind == "group" and m.party and not m.party[:1].islower() and m.party == m.name:
            named[m.party] += 1
            a, b = sheet.doc.tokens_in(m.span)
            first.setdefault(m.party, Arg(a, b, m, m.party))
    ranked = sorted(named.items(), key=lambda i: (-i[1], i[0]))
    if not ranked or (len(ranked) > 1 and ranked[1][1] * 2 >= ranked[0][1]):
        return None
    return first[ranked[0][0]]


def accused_of(sheet: Sheet, drafts: list[Draft]) -> None:
    """«accused X of shelling …», «blamed X for the raid», «X claimed responsibility for the attack»: X is said to have done it; in place."""
    norms = sheet.doc.norms
    for d, after in pairwise(drafts):
        near = 0 < after.hit.first - d.hit.last <= 14 and sheet.doc.sentence_index[d.hit.first] == sheet.doc.sentence_index[after.hit.first]
        if d.type != "ACCUSE" or not d.recipient or after.actor or not near or after.type in ("ACCUSE", "REJECT"):
            continue
        between = norms[d.recipient[-1].last : after.hit.first]
        other = all(r.party != x.party for r in after.recipient for x in d.recipient)
        if other and len(between) <= 6 and {"of", "for"} & set(between[-4:]):
            after.actor = d.recipient
            after.rules.append(ACCUSED_OF)
    starts = [m.span.start for m in sheet.mentions]
    for d in drafts:
        a = sheet.doc.sentence_of(d.hit.first)[0]
        before = norms[max(a, d.hit.first - 4) : d.hit.first]
        if d.actor or not d.hit.nominal or "responsibility" not in before:
            continue
        at = d.hit.first - len(before) + before.index("responsibility")
        k = bisect_left(starts, sheet.doc.tokens[at].start)
        who = [m for m in sheet.mentions[max(0, k - _NEAR) : k] if m.party and a <= sheet.doc.tokens_in(m.span)[0]]
        if who and norms[at - 1] in ("claimed", "claims", "claiming") and not {"no", "not", "nobody"} & set(norms[a:at]):
            first, last = sheet.doc.tokens_in(who[-1].span)
            d.actor = [Arg(first, last, who[-1], who[-1].party or "")]
            d.rules.append(ACCUSED_OF)


def strikes_works(sheet: Sheet, d: Draft) -> bool:
    """Whether the object of a verb is a work or monument that belongs to no side: «did not bomb the gas pipeline»."""
    norms = sheet.doc.norms
    if d.hit.nominal or d.type != "ASSAULT":
        return False
    for j in range(d.hit.last, min(len(norms), d.hit.last + _BEFORE_WORK)):
        if sheet.doc.tokens[j].kind != "word" or norms[j] in _TO_WHOM:
            return False
        if norms[j] in _WORKS and (norms[j] not in ("line", "lines") or norms[j - 1] in ("power", "gas", "oil", "water", "electricity")):
            return True
    return False


def rejected_reports(sheet: Sheet, drafts: list[Draft]) -> None:
    """What stands in reports that somebody dismisses did not happen, by his word; in place."""
    norms = sheet.doc.norms
    for i, d in enumerate(drafts):
        if _called_false(sheet, d) and d.occurred and d.status == "actual":
            d.occurred = False
            d.rules.append(FALSE_REPORT)
        if d.type != "REJECT" or not d.occurred or d.status != "actual":
            continue
        end = sheet.doc.sentence_of(d.hit.first)[1]
        talk = next((j for j in range(d.hit.last - 1, min(end - 1, d.hit.last + 5)) if norms[j] in _REPORTS and norms[j + 1] == "of"), None)
        after_talk = drafts[i + 1] if talk is not None and i + 1 < len(drafts) else None
        near = talk is not None and after_talk is not None and after_talk.hit.nominal and 0 < after_talk.hit.first - talk <= _TALK_OF
        if near and after_talk is not None and after_talk.occurred and after_talk.status == "actual":
            after_talk.occurred, after_talk.status = False, "denied-by-speaker"
            after_talk.rules.append(REJECTED_REPORT)
        that = next((j for j in range(d.hit.last, min(end, d.hit.last + 8)) if norms[j] == "that" and norms[j - 1] in _REPORTS), None)
        if that is None:
            continue
        for after in drafts[i + 1 : i + 3]:
            told = that < after.hit.first < min(end, that + 12) and not after.presupposed
            if told and after.occurred and after.status == "actual":
                after.occurred, after.status = False, "denied-by-speaker"
                after.rules.append(REJECTED_REPORT)


def _called_false(sheet: Sheet, d: Draft) -> bool:
    """Whether a deed stands in reports that the writer calls false: «reports that the convoy had burned are incorrect»."""
    norms = sheet.doc.norms
    a, b = sheet.doc.sentence_of(d.hit.first)
    that = next((j for j in range(d.hit.first - 1, max(a, d.hit.first - 12), -1) if norms[j] == "that" and norms[j - 1] in _ACCOUNTS), None)
    if that is None:
        return False
    ends = range(d.hit.last, min(b - 1, d.hit.last + 12))
    return any(norms[j] in ("is", "are", "was", "were", "proved") and norms[j + 1] in _FALSE for j in ends)


def main_deed(drafts: list[Draft]) -> None:
    """«The attack», «the town changed hands»: with nobody named, the deed is that of the report's main pair, if it has one; in place."""
    for mode in ("seize-territory", None):
        pairs: Counter[tuple[str, str]] = Counter()
        sample: dict[tuple[str, str], Draft] = {}
        for d in drafts:
            guessed = any(r.startswith("claim.role.") for r in d.rules)
            real = d.type == "ASSAULT" and not guessed and d.occurred and d.status == "actual"
            if real and len(d.actor) == len(d.recipient) == 1 and (mode is None or d.mode == mode):
                key = (d.actor[0].party, d.recipient[0].party)
                if key[0] != key[1] and not d.actor[0].loose:
                    pairs[key] += 1
                    sample.setdefault(key, d)
        ranked = sorted(pairs.items(), key=lambda i: (-i[1], i[0]))
        if not ranked or (len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]):
            continue
        like = sample[ranked[0][0]]
        for d in drafts:
            taken = d.mode == "seize-territory" and mode is not None
            deed = mode is None and d.hit.nominal and d.definite and d.hit.lemma.frame.id in _DEEDS
            if d.type == "ASSAULT" and not d.actor and not d.recipient and not d.unknown and (taken or deed):
                d.actor, d.recipient = like.actor, like.recipient
                d.rules.append(MAIN_DEED)


def answered(sheet: Sheet, drafts: list[Draft]) -> None:
    """Whom a rejection is aimed at: who did the deed it rejects, or who said before what it calls an allegation; in place."""
    for d, after in pairwise(drafts):
        near = after.hit.nominal and 0 < after.hit.first - d.hit.last <= _REACH
        if d.type == "REJECT" and d.actor and not d.recipient and near and after.actor and d.hit.lemma.frame.id != "deny":
            whom = [a for a in after.actor if all(a.party != b.party for b in d.actor)]
            if whom:
                d.recipient = whom
                d.rules.append(REFUSED_DEED)
    speakers: Speakers | None = None
    said_at = [s.span.start for s in sheet.statements]
    for d in drafts:
        if d.type != "REJECT" or d.recipient or not d.actor:
            continue
        end = min(len(sheet.doc.norms), d.hit.last + 3)
        claimed = [j for j in range(max(0, d.hit.first - 6), d.hit.first) if sheet.doc.norms[j] in _CLAIM and sheet.doc.norms[j - 1] in ("a", "an")]
        if not claimed and not any(sheet.doc.norms[j] in _SAID for j in range(d.hit.last, end)):
            continue
        speakers = speakers or Speakers(sheet)
        k = bisect_left(said_at, d.trigger.start)
        before = [s for s in sheet.statements[max(0, k - _NEAR) : k] if s.span.end <= d.trigger.start and d.trigger.start - s.span.end < 400]
        for said in sorted(before, key=lambda s: -s.span.end)[:3]:
            arg = speakers.arg(said)
            if arg is not None and all(arg.party != a.party for a in d.actor):
                d.recipient = [arg]
                d.rules.append(ALLEGED)
                break


def like_before(sheet: Sheet, drafts: list[Draft]) -> None:
    """«… and that vehicles had been hit too»: a strike told without anybody after one in its sentence is part of the same strikes, in place.

    Args:
        sheet: the sheet.
        drafts: claims of a document, in order.
    """
    sentence = sheet.doc.sentence_index
    for k, d in enumerate(drafts):
        if d.type != "ASSAULT" or d.actor or d.recipient or d.hit.lemma.frame.id not in _STRIKES or d.status != "actual":
            continue
        for before in reversed(drafts[max(0, k - 4) : k]):
            alike = before.type == "ASSAULT" and before.actor and before.hit.lemma.frame.id in _STRIKES
            if alike and sentence[d.hit.first] == sentence[before.hit.first]:
                d.actor, d.recipient = before.actor, before.recipient
                d.rules.append(LIKE_BEFORE)
                break
