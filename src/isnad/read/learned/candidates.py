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
from isnad.read.learned.heads import KINDS, LINKS, TYPES, WHO
from isnad.read.learned.judges import Judge
from isnad.read.learned.named import Named, named, referred
from isnad.read.learned.network import ROLE_HEADS, WHO_HEAD, Floats, Links, Network, Scores

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

_AT_ONCE = 60_000
"""Claims times words that name somebody (or parties, or claims), for which all is told at once."""

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
        self._linked: dict[Role, list[Links]] = {role: scores.links(head, self._triggers) for role, head in _HEAD.items()}
        self._links: list[dict[Role, _Link]] = [{} for _ in drafts]
        for role, found in self._linked.items():
            for window in found:
                for i, likely in zip(window.asked, window.likely, strict=True):
                    self._links[i][role] = _Link(window.first, likely)
        others = referred(sheet, drafts)
        self._named = self._found(sheet, others)
        self.parties: list[str] = list(self._named)
        compared = len(drafts) * (len(drafts) + sum(len(args) for args in self._named.values()))
        self.fits = bool(self.parties and drafts) and len(self.parties) * len(drafts) <= _MOST and compared <= _MOST_COMPARED
        """Whether there is somebody to weigh, and not so much that no writer wrote it; :meth:`rows` and :meth:`words` ask for it."""
        if self.fits:
            self._ask(network, scores, named(sheet, drafts, others))
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

    def _ask(self, network: Network, scores: Scores, who: Named) -> None:
        """What the role reader says of each party, over all words that name it.

        For each claim: in a role among all, by itself, and of nobody; and how likely the words that the network links to the claim mean it, and those
        that the rules read in the role.
        """
        drafts, column = self._drafts, {p: k for k, p in enumerate(self.parties)}
        words: dict[int, int] = {}
        told: list[tuple[int, Role, bool, int, float]] = []
        for i, (d, row) in enumerate(zip(drafts, self._links, strict=True)):
            for role in ROLES:
                link = row[role]
                pointed: list[int] = np.flatnonzero(link.likely >= _POINTED).tolist()
                begun = set(pointed)
                for w in pointed:
                    if w - 1 not in begun:
                        told.append((i, role, False, words.setdefault(link.first + w, len(words)), float(link.likely[w])))
                for a in cast("list[Arg]", getattr(d, role)):
                    if a.first < len(self._doc.tokens):
                        told.append((i, role, True, words.setdefault(a.first, len(words)), 1.0))
        n, shape = len(drafts), (len(drafts), len(self.parties))
        among, apart = np.zeros((n, len(ROLES), len(column)), np.float32), np.zeros((n, len(ROLES), len(column)), np.float32)
        nobody = np.zeros((n, len(ROLES)), np.float32)
        meant = np.zeros((len(words), len(column)), np.float32)
        asked = [(t, TYPES.index(d.type)) for t, d in zip(self._triggers, drafts, strict=True)]
        for answer in network.answers(scores, who, [*asked, *((w, WHO) for w in words)]):
            whose = [column.get(who.parties[who.whose[first] - 1], -1) for first, _ in answer.runs]
            claims = [k for k, i in enumerate(answer.asked) if i < n]  # these come first
            at, more = [answer.asked[k] for k in claims], [i - n for i in answer.asked[len(claims) :]]
            likely, alone = answer.likely(ROLE_HEADS)[: len(claims)], answer.apart(ROLE_HEADS)[: len(claims)]
            same = answer.likely(WHO_HEAD)[len(claims) :, 0]
            nobody[at] = likely[..., -1]
            for r, party in enumerate(whose):
                if party >= 0:
                    among[at, :, party] += likely[..., r]
                    apart[at, :, party] = np.maximum(apart[at, :, party], alone[..., r])
                    meant[more, party] += same[:, r]
        self._among: dict[Role, Floats] = {role: among[:, k] for k, role in enumerate(ROLES)}
        self._apart: dict[Role, Floats] = {role: apart[:, k] for k, role in enumerate(ROLES)}
        self._nobody: dict[Role, Floats] = {role: nobody[:, k] for k, role in enumerate(ROLES)}
        self._meant: dict[Role, tuple[Floats, Floats]] = {role: (np.zeros(shape, np.float32), np.zeros(shape, np.float32)) for role in ROLES}
        for i, role, ruled, k, weight in told:
            table = self._meant[role][ruled]
            table[i] = np.maximum(table[i], weight * meant[k])

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
        self._begins = np.searchsorted(self._whose, np.arange(len(parties)))
        self._strongest: dict[Role, Floats] = {role: self._most(self._linked[role]) for role in ROLES}
        filled = {role: np.zeros((len(drafts), len(parties)), np.float32) for role in ROLES}
        for i, d in enumerate(drafts):
            for role in ROLES:
                for a in cast("list[Arg]", getattr(d, role)):
                    filled[role][i, column[a.party]] = 1
        self._filled: dict[Role, Floats] = filled
        self._types = np.array([TYPES.index(d.type) for d in drafts])
        speakers = Speakers(sheet)
        self._said: list[tuple[bool, bool, bool]] = []
        self._speaking = np.zeros((2, len(drafts), len(parties)), np.float32)
        for i, d in enumerate(drafts):
            over, cue = speakers.covering(d.trigger), speakers.cued(d.trigger)
            for row, who in zip(self._speaking, (speakers.arg(s) if s else None for s in (over, cue)), strict=True):
                if (said := column.get(who.party if who else "")) is not None:
                    row[i, said] = 1
            self._said.append((over is not None, cue is not None, over is not None and over.stance == "deny"))

    def _most(self, links: Sequence[Links]) -> Floats:
        """The highest probability of a link of each claim to any word that names each party, `[claims, parties]`."""
        out = np.zeros((len(self._drafts), len(self.parties)), np.float32)
        for window in links:
            n = window.likely.shape[1]
            first, last = np.clip(self._first - window.first, 0, n), np.clip(self._last - window.first, 0, n)
            padded = np.concatenate([window.likely, np.zeros((len(window.likely), 1), window.likely.dtype)], 1)
            high = np.maximum.reduceat(padded, np.column_stack([first, last]).ravel(), axis=1)[:, ::2]  # between first and last
            out[window.asked] = np.maximum.reduceat(np.where(first < last, high, 0.0), self._begins, axis=1)
        return out

    def rows(self, i: int, role: Role) -> Floats:
        """All candidates for a role of the i-th claim: a row for each party in order of `parties`, and a last one for nobody.

        Returns:
            `[parties + 1, WIDTH]`: what `OWN` names, then what `AROUND` names.
        """
        return cast(Floats, self._tables(slice(i, i + 1), role)[0])

    def judged(self, role: Role, judge: Judge) -> Floats:
        """How likely each candidate has a role in each claim, by a judge of :meth:`rows`; `[claims, parties + 1]`."""
        n, step = len(self.parties) + 1, max(1, _AT_ONCE // max(len(self._first), len(self.parties), len(self._drafts)))
        tables = (self._tables(slice(k, k + step), role) for k in range(0, len(self._drafts), step))
        found: list[Floats] = [judge.probabilities(t.reshape(-1, WIDTH)).reshape(-1, n) for t in tables]
        return np.concatenate(found)

    def _near(self, values: Floats) -> Floats:
        """For each party the least of a value that the words which name it have."""
        return cast(Floats, np.minimum.reduceat(values, self._begins, axis=1))

    def _tables(self, some: slice, role: Role) -> Floats:
        """The rows of some claims, `[claims, parties + 1, WIDTH]`."""
        drafts, t = self._drafts[some], np.array(self._triggers[some])[:, None]
        other: Role = "recipient" if role == "actor" else "actor"
        n = len(self.parties)
        sentence = np.array([self._doc.sentence_index[k] for k in t[:, 0]])[:, None]
        mine, theirs = self._filled[role], self._filled[other]
        my, their = mine[some], theirs[some]
        link, far_link = self._strongest[role][some], self._strongest[other][some]
        order = -np.sort(-link, axis=1)
        best, second = order[:, :1], order[:, 1:2] if n > 1 else np.zeros((len(drafts), 1), np.float32)
        behind, ahead, away = t - self._last, self._first - t, sentence - self._sentence
        before = self._near(np.where((behind >= 0) & (behind < _FAR), behind, _FAR))
        after = self._near(np.where((ahead > 0) & (ahead < _FAR), ahead, _FAR))
        apart = self._near(np.minimum(np.abs(away), 9))
        since = self._near(np.where((away >= 0) & (away < 9), away, 9))
        a, b = (np.array([d.clause[k] for d in drafts])[:, None] for k in (0, 1))
        inside = -self._near(-((self._first >= a) & (self._first < b)).astype(np.float32))
        same = self._types[some, None] == self._types
        same[np.arange(len(drafts)), np.arange(len(self._drafts))[some]] = False
        k, rest = np.maximum(1, same.sum(1, keepdims=True)), max(1, len(self._drafts) - 1)
        alike = same.astype(np.float32)
        together, opposite = alike * (their @ theirs.T > 0), alike * (their @ mine.T > 0)
        among, by_nobody = self._among[role][some], self._nobody[role][some, None]
        rank = np.empty(among.shape, np.float32)
        np.put_along_axis(rank, np.argsort(-among, axis=1, kind="stable"), np.arange(n, dtype=np.float32)[None], 1)
        speaks, cued = self._speaking[0][some], self._speaking[1][some]
        neighbours = [self._beside(side, some, off) for off in (-1, 1) for side in (mine, theirs)]
        of = self._strongest
        columns = [
            0.0, _logit(among), _logit(self._among[other][some]), _logit(self._apart[role][some]), _logit(self._apart[other][some]),
            (among >= among.max(1, keepdims=True)) & (among > by_nobody), rank, _logit(by_nobody),
            *((alike @ self._among[r]) / k for r in (role, other)),
            *(_logit(self._meant[r][ruled][some]) for ruled in (False, True) for r in (role, other)),
            _logit(link), _logit(far_link), (link >= best) & (link > 0.02), _logit(link) - _logit(np.where(link >= best, second, best)),
            my, their, np.log1p(before), np.log1p(after), apart == 0, np.minimum(apart, 5), since, inside, speaks, cued, *self._static.T,
            *((alike @ of[r]) / k for r in (role, other)), *(of[r].mean(0) for r in (role, other)),
            (alike @ mine) / k, (alike @ theirs) / k, (mine.sum(0) - my) / rest, (theirs.sum(0) - their) / rest,
            together @ mine, opposite @ theirs, *neighbours,
        ]  # fmt: skip
        out = np.zeros((len(drafts), n + 1, WIDTH), np.float32)
        for c, column in enumerate(columns):
            out[:, :n, c] = column
        out[:, n, 0] = 1
        for c in (1, 3, OWN.index("played_by_nobody")):
            out[:, n, c] = _logit(by_nobody[:, 0])
        high = -np.sort(-among, axis=1)
        strongest = np.array([self._links[i][role].likely.max(initial=0.0) for i in range(len(self._drafts))[some]])
        out[:, :, len(OWN) :] = np.column_stack([
            ~my.any(1), ~their.any(1), my.sum(1), _logit(high[:, 0]), _logit(high[:, 1]) if n > 1 else np.full(len(drafts), -9.0),
            _logit(strongest), _logit(best), _logit(second), _logit(far_link.max(1, initial=0.0)),
            np.array([self._around(d, *said) for d, said in zip(drafts, self._said[some], strict=True)], np.float32),
        ])[:, None]  # fmt: skip
        return out

    def _beside(self, side: Floats, some: slice, off: int) -> Floats:
        """What the claim before or after each of some has in a role."""
        out = np.zeros_like(side)
        out[max(0, -off) : len(side) - max(0, off)] = side[max(0, off) : len(side) - max(0, -off)]
        return out[some]

    def _around(self, d: Draft, told: bool, cue_told: bool, denial: bool) -> list[float]:
        """What is told of a claim from `occurred` on."""
        return [
            d.occurred, d.status == "planned", d.status == "hypothetical", d.status == "denied-by-speaker",
            d.hit.finite, d.hit.nominal, d.hit.voice == "p", d.hit.voice == "ap", self._doc.lang == "ar", self._familiar, len(self.parties) / 10,
            told, cue_told, denial, d.both, d.unknown, d.definite, d.rule.startswith("learned."),
            # the other role, if it was just filled here, is no finding of the rules
            sum("role" in r and not r.startswith("learned.") for r in d.rules),
            *(f"claim.role.{r}" in d.rules for r in _INFERRED),
            *(d.type == x for x in TYPES),
        ]  # fmt: skip

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


def _logit(p: npt.ArrayLike) -> npt.NDArray[np.float64]:
    x = np.clip(np.asarray(p, np.float64), 1e-4, 1 - 1e-4)
    return cast("npt.NDArray[np.float64]", np.log(x / (1 - x)))
