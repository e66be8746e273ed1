"""Who may fill a role that the rules leave empty: every party of the report, and for each what speaks for it, as numbers.

A party is weighed as a whole, over all words that name it: the network's links from the trigger to any of them, how near and how often it is named,
whether it speaks here, what the rules read it as doing in the claims around. Training (`genscripts.train.judged`) and reading share this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast, get_args

import numpy as np
import numpy.typing as npt

from isnad.grammar.rules import register
from isnad.grammar.sheet import Sheet
from isnad.lang.common.claims import Arg, Draft
from isnad.lang.common.speakers import Speakers
from isnad.model.records import Made, Mention
from isnad.read.learned.heads import KINDS, LINKS, TYPES
from isnad.read.learned.named import Named, named, referred
from isnad.read.learned.network import Floats, Network, Played, Scores

Role = Literal["actor", "recipient"]
ROLES: tuple[Role, ...] = get_args(Role)
ROLE: dict[Role, str] = {
    "actor": register("learned.role.actor", "Of all who are named in the report, the learned reader holds these for the likeliest to have done it."),
    "recipient": register("learned.role.recipient", "Of all who are named in the report, it holds these for the likeliest to whom."),
}
PEOPLE = register("learned.people", "Words that the network links to a claim and that name nobody known are people of no side.")
_PARTYLESS = frozenset({"people", "group", "force", "state", "organisation", "person", "official"})
_HEAD: dict[Role, int] = {role: LINKS.index((role, "trigger")) for role in ROLES}
_CIVILIANS = "civilians"
_POINTED = 0.2
"""Words that name nobody known stand for people where the network links them to a role with at least this probability."""
_FAR = 400
"""Words: further off counts as this far."""
_MOST = 60_000
"""Parties times claims up to which they are weighed: some 10,000 words of a report."""
_MOST_COMPARED = 5_000_000
"""Claims times claims and words that name somebody, up to which they are weighed: each is held against all others."""

OWN = (
    *("nobody", "played", "played_other", "played_apart", "played_apart_other", "played_first", "played_rank", "played_by_nobody"),
    *("same_played", "same_played_other"),
    *("meant", "meant_other", "ruled_meant", "ruled_meant_other"),
    *("link", "other_link", "first", "lead", "ruled", "ruled_other", "before", "after", "here", "sentences", "since", "in_clause"),
    *("speaks", "cued", "share", "times_named", "rank", "begins", "in_head", *KINDS, "common_noun", "civilians", "loose"),
    *("same_link", "same_other_link", "all_link", "all_other_link", "same_ruled", "same_ruled_other", "all_ruled", "all_ruled_other"),
    *("beside", "against", "last_ruled", "last_other", "next_ruled", "next_other"),
)
"""What is told of a candidate, in this order; :func:`Cast.rows` says how."""
AROUND = (
    *("empty", "other_empty", "parties", "best_played", "second_played", "any_link", "best_link", "second_link", "best_other_link"),
    *("occurred", "planned", "hypothetical", "denied"),
    *("finite", "nominal", "passive", "maybe_passive", "arabic", "familiar", "candidates", "told", "cue_told", "denial", "both", "unknown"),
    *("definite", "learned", "roles_by_inference", "other_side", "both_sides", "same_again", *TYPES),
)
"""What is told of the claim, in this order."""
WIDTH = len(OWN) + len(AROUND)


@dataclass(frozen=True, slots=True)
class _Link:
    first: int
    likely: Floats


class Cast:
    """All who are named in a report, and its claims.

    Args:
        sheet: the report with its mentions and statements.
        drafts: its claims, with the roles that the rules gave them.
        network: the network.
        scores: what it says of the report.
        familiar: how much of what the network is sure of the rules found, 0 to 1.
    """

    def __init__(self, sheet: Sheet, drafts: Sequence[Draft], network: Network, scores: Scores, familiar: float) -> None:
        self._doc = sheet.doc
        self._drafts = drafts
        self._familiar = familiar
        self._triggers = [min(sheet.doc.tokens_in(d.trigger)[0], len(sheet.doc.tokens) - 1) for d in drafts]
        self._links: list[dict[Role, _Link]] = [
            {role: _Link(*scores.link(head, t)) for role, head in _HEAD.items()} for t in self._triggers
        ]
        others = referred(sheet, drafts)
        self._named = self._found(sheet, others)
        self.parties: list[str] = list(self._named)
        compared = len(drafts) * (len(drafts) + sum(len(args) for args in self._named.values()))
        self.fits = bool(self.parties and drafts) and len(self.parties) * len(drafts) <= _MOST and compared <= _MOST_COMPARED
        """Whether there is somebody to weigh, and not so much that no writer wrote it; :meth:`rows` and :meth:`words` ask for it."""
        if self.fits:
            who = named(sheet, drafts, others)
            asked = [(t, TYPES.index(d.type)) for t, d in zip(self._triggers, drafts, strict=True)]
            self._played = [self._by_party(p, who) for p in network.roles(scores, who, asked)]
            self._meant = self._who_is_meant(network, scores, who)
            self._among: dict[Role, Floats] = {role: np.stack([p[role][0] for p in self._played]) for role in ROLES}
            self._measure(sheet)

    def _found(self, sheet: Sheet, others: Sequence[Arg]) -> dict[str, list[Arg]]:
        """For each party the words that name it, in order of the text."""
        doc = sheet.doc
        out: dict[str, list[Arg]] = {}
        for m in sheet.mentions:
            first, last = doc.tokens_in(m.span)
            if first < last and (m.party or m.kind in _PARTYLESS):
                out.setdefault(m.party or m.name, []).append(Arg(first, last, m, m.party or m.name, loose=not m.party))
        for d in self._drafts:
            for a in (*d.actor, *d.recipient):
                out.setdefault(a.party, []).append(a)
        for a in others:
            out.setdefault(a.party, []).append(a)
        known = {w for args in out.values() for a in args for w in range(a.first, a.last)}
        for link in (link for row in self._links for link in row.values()):
            for w in (link.first + int(i) for i in np.flatnonzero(link.likely >= _POINTED)):
                if w not in known and doc.tokens[w].kind == "word":
                    known.add(w)
                    span = doc.span(w, w + 1)
                    mention = Mention(span, _CIVILIANS, None, "people", Made(PEOPLE, (), (span,)), None, _CIVILIANS)
                    out.setdefault(_CIVILIANS, []).append(Arg(w, w + 1, mention, _CIVILIANS, loose=True))
        return {party: sorted({(a.first, a.last): a for a in args}.values(), key=lambda a: (a.first, a.last)) for party, args in out.items()}

    def _by_party(self, played: Played, who: Named) -> dict[Role, tuple[Floats, Floats, float]]:
        """What the role reader says of each party, over all words that name it: among all, by itself; and of nobody."""
        column = {p: k for k, p in enumerate(self.parties)}
        whose = [column.get(who.parties[who.whose[first] - 1], -1) for first, _ in played.runs]
        out: dict[Role, tuple[Floats, Floats, float]] = {}
        for k, role in enumerate(ROLES):
            among, apart = np.zeros(len(column), np.float32), np.zeros(len(column), np.float32)
            for r, party in enumerate(whose):
                if party >= 0:
                    among[party] += played.among[k, r]
                    apart[party] = max(apart[party], played.apart[k, r])
            out[role] = among, apart, float(played.among[k, -1])
        return out

    def _who_is_meant(self, network: Network, scores: Scores, who: Named) -> dict[Role, tuple[Floats, Floats]]:
        """For each claim and party how likely the words that the network links to the claim mean it, and those that the rules read in the role."""
        drafts, column = self._drafts, {p: k for k, p in enumerate(self.parties)}
        asked: dict[int, int] = {}
        told: list[tuple[int, Role, bool, int, float]] = []
        for i, (d, row) in enumerate(zip(drafts, self._links, strict=True)):
            for role in ROLES:
                link = row[role]
                pointed = np.flatnonzero(link.likely >= _POINTED)
                for w in (int(w) for w in pointed if w - 1 not in pointed):
                    told.append((i, role, False, asked.setdefault(link.first + w, len(asked)), float(link.likely[w])))
                for a in cast("list[Arg]", getattr(d, role)):
                    if a.first < len(self._doc.tokens):
                        told.append((i, role, True, asked.setdefault(a.first, len(asked)), 1.0))
        found = np.zeros((len(asked), len(self.parties)), np.float32)
        for row_, (runs, likely) in zip(found, network.meant(scores, who, list(asked)), strict=True):
            for (first, _), p in zip(runs, likely, strict=False):
                k = column.get(who.parties[who.whose[first] - 1], -1)
                if k >= 0:
                    row_[k] += p
        shape = len(drafts), len(self.parties)
        out: dict[Role, tuple[Floats, Floats]] = {role: (np.zeros(shape, np.float32), np.zeros(shape, np.float32)) for role in ROLES}
        for i, role, ruled, k, weight in told:
            table = out[role][ruled]
            table[i] = np.maximum(table[i], weight * found[k])
        return out

    def _measure(self, sheet: Sheet) -> None:
        """What is the same for all claims, and the strongest link of each claim to each party."""
        doc, drafts, parties = self._doc, self._drafts, self.parties
        column = {p: k for k, p in enumerate(parties)}
        flat = [(a.first, a.last, column[p]) for p in parties for a in self._named[p]]
        self._first, self._last, self._whose = (np.array(x, np.int64) for x in zip(*flat, strict=True))
        self._sentence = np.array([doc.sentence_index[f] for f in self._first], np.int64)
        count = np.bincount(self._whose, minlength=len(parties)).astype(np.float32)
        rank = np.empty(len(parties), np.float32)
        rank[np.argsort(-count, kind="stable")] = np.arange(len(parties))
        rows = []
        for k, p in enumerate(parties):
            args = self._named[p]
            kinds = [a.mention.kind for a in args]
            kind = max(KINDS, key=kinds.count)
            begins = args[0].first
            rows.append([
                count[k] / count.sum(), np.log1p(count[k]), rank[k], begins / len(doc.tokens), doc.sentence_index[begins] == 0,
                *(kind == x for x in KINDS), p[:1].islower(), p == _CIVILIANS, all(a.loose for a in args),
            ])  # fmt: skip
        self._static = np.array(rows, np.float32)
        self._strongest: dict[Role, Floats] = {role: np.stack([self._most(row[role]) for row in self._links]) for role in ROLES}
        filled = {role: np.zeros((len(drafts), len(parties)), np.float32) for role in ROLES}
        for i, d in enumerate(drafts):
            for role in ROLES:
                for a in cast("list[Arg]", getattr(d, role)):
                    filled[role][i, column[a.party]] = 1
        self._filled: dict[Role, Floats] = filled
        self._types = np.array([TYPES.index(d.type) for d in drafts])
        speakers = Speakers(sheet)
        self._said = []
        for d in drafts:
            over, cue = speakers.covering(d.trigger), speakers.cued(d.trigger)
            who, whose = (speakers.arg(s) if s else None for s in (over, cue))
            denial = over is not None and over.stance == "deny"
            self._said.append((who.party if who else "", whose.party if whose else "", over is not None, cue is not None, denial))

    def _most(self, link: _Link) -> Floats:
        """The highest probability of a link to any word that names each party."""
        out = np.zeros(len(self.parties), np.float32)
        first, last = self._first - link.first, self._last - link.first
        for k in np.flatnonzero((first < len(link.likely)) & (last > 0)):
            whose = self._whose[k]
            out[whose] = max(out[whose], link.likely[max(first[k], 0) : last[k]].max(initial=0.0))
        return out

    def rows(self, i: int, role: Role) -> Floats:
        """All candidates for a role of the i-th claim: a row for each party in order of `parties`, and a last one for nobody.

        Returns:
            `[parties + 1, WIDTH]`: what `OWN` names, then what `AROUND` names.
        """
        d, t = self._drafts[i], self._triggers[i]
        other: Role = "recipient" if role == "actor" else "actor"
        n = len(self.parties)
        sentence = self._doc.sentence_index[t]
        mine, theirs = self._filled[role], self._filled[other]
        link, far_link = self._strongest[role][i], self._strongest[other][i]
        order = np.sort(link)[::-1]
        best, second = (float(order[k]) if n > k else 0.0 for k in (0, 1))
        behind, ahead = self._last <= t, self._first > t
        before, after = np.full(n, float(_FAR)), np.full(n, float(_FAR))
        np.minimum.at(before, self._whose[behind], t - self._last[behind])
        np.minimum.at(after, self._whose[ahead], self._first[ahead] - t)
        away, since, inside = np.full(n, 9.0), np.full(n, 9.0), np.zeros(n)
        np.minimum.at(away, self._whose, np.abs(self._sentence - sentence))
        earlier = self._sentence <= sentence
        np.minimum.at(since, self._whose[earlier], sentence - self._sentence[earlier])
        a, b = d.clause
        inside[self._whose[(self._first >= a) & (self._first < b)]] = 1
        same = self._types == TYPES.index(d.type)
        same[i] = False
        k, rest = max(1, int(same.sum())), max(1, len(self._drafts) - 1)
        together = same & ((theirs * theirs[i]).sum(1) > 0)
        opposite = same & ((mine * theirs[i]).sum(1) > 0)
        nothing = np.zeros(n, np.float32)
        who, whose, told, cue_told, denial = self._said[i]
        names = np.array(self.parties)
        among, apart, by_nobody = self._played[i][role]
        among_other, apart_other, _ = self._played[i][other]
        rank_played = np.empty(n, np.float32)
        rank_played[np.argsort(-among, kind="stable")] = np.arange(n)
        neighbours = [(side[j] if 0 <= j < len(mine) else nothing) for j in (i - 1, i + 1) for side in (mine, theirs)]
        table = np.column_stack([
            nothing, _logit(among), _logit(among_other), _logit(apart), _logit(apart_other), (among >= among.max()) & (among > by_nobody),
            rank_played, np.full(n, _logit(by_nobody)), *(self._among[r][same].sum(0) / k for r in (role, other)),
            *(_logit(self._meant[r][ruled][i]) for ruled in (False, True) for r in (role, other)),
            _logit(link), _logit(far_link), (link >= best) & (link > 0.02), _logit(link) - _logit(np.where(link >= best, second, best)),
            mine[i], theirs[i], np.log1p(np.minimum(before, _FAR)), np.log1p(np.minimum(after, _FAR)), away == 0, np.minimum(away, 5), since, inside,
            names == who, names == whose, self._static,
            *(self._strongest[r][same].sum(0) / k for r in (role, other)), *(self._strongest[r].mean(0) for r in (role, other)),
            mine[same].sum(0) / k, theirs[same].sum(0) / k, (mine.sum(0) - mine[i]) / rest, (theirs.sum(0) - theirs[i]) / rest,
            mine[together].sum(0), theirs[opposite].sum(0), *neighbours,
        ])  # fmt: skip
        rules = d.rules
        around = [
            not mine[i].any(), not theirs[i].any(), mine[i].sum(), *_two(among),
            _logit(self._links[i][role].likely.max(initial=0.0)), _logit(best), _logit(second),
            _logit(far_link.max(initial=0.0)), d.occurred, d.status == "planned", d.status == "hypothetical", d.status == "denied-by-speaker",
            d.hit.finite, d.hit.nominal, d.hit.voice == "p", d.hit.voice == "ap", self._doc.lang == "ar", self._familiar, n / 10,
            told, cue_told, denial, d.both, d.unknown, d.definite, d.rule.startswith("learned."),
            # the other role, if it was just filled here, is no finding of the rules
            sum("role" in r and not r.startswith("learned.") for r in rules),
            *(f"claim.role.{r}" in rules for r in _INFERRED),
            *(d.type == x for x in TYPES),
        ]  # fmt: skip
        out = np.zeros((n + 1, WIDTH), np.float32)
        out[:n, : len(OWN)] = table
        out[n, 0] = 1
        out[n, 1] = out[n, 3] = out[n, OWN.index("played_by_nobody")] = _logit(by_nobody)
        out[:, len(OWN) :] = np.array(around, np.float32)
        return out

    def words(self, i: int, role: Role, party: str) -> Arg:
        """The words that stand for a party in a claim: those that the network links to it, else the nearest, and of equals the earlier ones."""
        t, link = self._triggers[i], self._links[i][role]
        named = self._named[party]

        def likely(a: Arg) -> float:
            first, last = max(a.first - link.first, 0), a.last - link.first
            return float(link.likely[first:last].max(initial=0.0)) if last > 0 else 0.0

        linked = max(named, key=lambda a: (likely(a), -a.first))
        if likely(linked) >= _POINTED:
            return linked
        return min(named, key=lambda a: (min(abs(a.first - t), abs(a.last - t)), a.first))


_INFERRED = ("other-side", "both-sides", "same-again")


def _two(likely: Floats) -> tuple[float, float]:
    """The two highest, as logits."""
    high = np.sort(likely)[::-1]
    best, second = (float(_logit(high[k])) if len(high) > k else -9.0 for k in (0, 1))
    return best, second


def _logit(p: npt.ArrayLike) -> npt.NDArray[np.float64]:
    x = np.clip(np.asarray(p, np.float64), 1e-4, 1 - 1e-4)
    return cast("npt.NDArray[np.float64]", np.log(x / (1 - x)))
