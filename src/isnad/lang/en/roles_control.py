"""Who is to do what another orders, asks, grants or demands in English, and whose orders and offers somebody obeys or rejects."""

from __future__ import annotations

from isnad.lang.common.claims import Arg, Hit
from isnad.lang.en.claims_sets import DETS, GIVING, THINGS, WISHING
from isnad.lang.en.roles_subjects import Subjects

_GOVERNING = frozenset({
    "force", "order", "ask", "urge", "tell", "tell-to", "compel", "instruct", "allow", "permit", "invite", "pressure", "beg", "command", "warn",
    "press", "coerce", "request", "help", "enable", "call-on", "call-upon", "light-order", "persuade", "require", "implore", "appeal",
})  # fmt: skip


class Control(Subjects):
    """Reads what verbs of wanting and saying govern in one document."""

    def _who_is_to(self, hit: Hit, asking: list[Arg]) -> list[Arg]:
        """Who is to do what somebody demands: «demanded that the militia leave the port»."""
        s = self.scene
        j = max(hit.last, hit.companion + 1)
        j -= s.norm(j - 1) == "that"
        if s.norm(j) != "that":
            return []
        parties, _ = self.right(j + 1)
        first = parties[0] if parties and parties[0].first - j <= 4 and not parties[0].prep and not parties[0].loose else None
        return s.group_of(first) if first is not None and all(a.party != first.party for a in asking) else []

    def _whose_word(self, hit: Hit, parties: list[Arg]) -> list[Arg]:
        """Who gave the orders, offers or accounts that somebody obeys or rejects: «disobeyed the orders of the governor»."""
        s = self.scene
        j, steps = max(hit.last, hit.companion + 1), 0
        while j < len(s.kind) and steps < 4 and s.kind[j] == "w" and s.norm(j) not in THINGS:
            j, steps = j + 1, steps + 1
        if s.norm(j) not in THINGS or s.norm(j + 1) not in ("of", "by", "from"):
            return []
        whose = next((p for p in parties if p.first > j and p.first - j <= 4 and p.prep == s.norm(j + 1)), None)
        return s.group_of(whose) if whose is not None else []

    def _told(self, before: int) -> list[Arg]:
        """Whom a verb of ordering, asking or forcing governs before `to`: they are who is to do it."""
        s = self.scene
        if before < 0 or s.kind[before] != "A":
            return []
        arg = s.args[s.arg_at[before]]
        j, steps = s.back(arg.first), 0
        while j >= 0 and steps < 4 and (s.kind[j] == "w" or s.norm(j) in ("on", "upon")):
            j, steps = s.back(j), steps + 1
        hit = s.hit_at.get(j) if j >= 0 else None
        if hit is None or hit.lemma.id.rsplit(".", 1)[-1] not in _GOVERNING or self.passive(hit, self.chain(hit)):
            return []
        return s.group_of(arg)

    def _granted(self, before: int) -> list[Arg]:
        """Who is given time, leave or means before `to`: «gave the army a week to withdraw», «wanted the rebels to leave»."""
        s = self.scene
        j, steps = before, 0
        while j >= 0 and steps < 6 and s.kind[j] in "wT" and s.norm(j) not in ("and", "or"):
            j, steps = s.back(j), steps + 1
        if j < 0 or s.kind[j] != "A":
            return []
        arg = s.args[s.arg_at[j]]
        if steps == 0 and arg.prep == "for":  # «a deadline for the rebels to leave»
            return s.group_of(arg)
        k = s.back(arg.first)
        while k >= 0 and (s.norm(k) in DETS or s.doc.tokens[k].kind == "number"):
            k = s.back(k)
        given = s.norm(k) if k >= 0 else ""
        return s.group_of(arg) if given in (GIVING if steps else WISHING) else []
