"""What stands in an Arabic clause: the noun a relative clause takes up, and the parties and happenings to the right of a word."""

from __future__ import annotations

from isnad.lang.ar.claims_scene import Scene
from isnad.lang.ar.roles import gender
from isnad.lang.common.claims import Arg, Hit

Item = tuple[str, Arg | Hit | int]
ITEMS = 60  # of a clause that are looked at, so that an endless one stays quick


class Clause:
    """Looks left for antecedents and right for complements in one document.

    Attributes:
        scene: the document.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def antecedent(self, i: int) -> Arg | Hit | None:
        """The noun a relative pronoun at `i` (or a bare relative verb) takes up."""
        s = self.scene
        j = s.back(i)
        steps = 0
        while j >= 0 and steps < 6:
            k = s.kind[j]
            if k == "A":
                arg = s.args[s.arg_at[j]]
                if arg.head >= 0 and arg.head in s.hit_at:
                    return self._either(arg, s.hit_at[arg.head], i)
                return arg
            if k == "E":
                return s.over.get(j)
            if k in "VRS.":
                return None
            j = s.back(j)
            steps += 1
        return None

    def _either(self, arg: Arg, hit: Hit, i: int) -> Arg | Hit:
        """After noun and genitive, «التي» takes up the feminine one, «الذي» the masculine one, the nearer if both fit."""
        norm = self.scene.norm(i)
        kind = gender(self.scene, arg)
        if norm == "الذين":
            return arg if kind == "p" else hit
        if norm == "الذي":
            return arg if kind == "m" and self._feminine(hit) is not False else hit if not self._feminine(hit) else arg
        if norm == "التي":
            return hit if self._feminine(hit) and kind != "f" else arg if kind == "f" else hit
        return arg

    def _feminine(self, hit: Hit) -> bool:
        return self.scene.norm(hit.first).endswith(("ه", "ات")) or hit.person == "p"

    def right(self, i: int) -> tuple[list[Item], int]:
        """Parties, event nouns and places after token `i - 1` in the same clause, and where the clause ends."""
        s = self.scene
        last = s.doc.sentence_of(max(0, i - 1))[1]
        items: list[Item] = []
        j = i
        while j < last and len(items) < ITEMS:
            k = s.kind[j]
            if k in ".RS" or (k == "V" and j != i):
                break
            if k == ",":
                m = self._parenthesis(j, last)
                if m < 0:
                    break
                j = m
                continue
            if k == "E":
                hit = s.hit_at.get(j)
                if hit is not None:
                    items.append(("E", hit))
                    j = hit.last
                    continue
            elif k == "A":
                arg = s.args[s.arg_at[j]]
                items.append(("A", arg))
                j = arg.last
                continue
            elif k == "L":
                items.append(("L", j))
                while j < last and s.kind[j] == "L":
                    j += 1
                continue
            j += 1
        return items, j

    def _parenthesis(self, j: int, last: int) -> int:
        """Past a short aside between commas, or past a comma in a list of parties; -1 if the clause ends here."""
        s = self.scene
        if s.norm(j) in ("-", "–", "—"):
            return j + 1
        after = s.next(j)
        if after < last and s.kind[after] == "A" and s.args[s.arg_at[after]].first == after:
            k = s.arg_at[after]
            if k and s.args[k - 1].group == s.args[k].group:
                return after
        for m in range(j + 1, min(last, j + 9)):
            if s.kind[m] in "V.RS":
                return -1
            if s.kind[m] == ",":
                return m + 1
        return -1


def past_asides(scene: Scene) -> dict[int, int]:
    """«تسعة جنود، لا ثلاثة كما أعلنت الوكالة، قتلوا»: for the last token of such an aside, and the comma behind it, the token before its «لا»."""
    out: dict[int, int] = {}
    for said in scene.sheet.statements:
        if not said.made.rule.endswith(".other-number") or said.source is None:
            continue
        last = scene.doc.tokens_in(said.source)[1]
        j = scene.back(scene.doc.tokens_in(said.span)[0])
        while j >= 0 and scene.kind[j] in "wS,":
            j = scene.back(j)
            if j >= 0 and scene.norm(j) not in ("لا", "ولا", "ليس", "وليس", "،", ","):
                break
        out[last - 1] = j
        if last < len(scene.kind) and scene.kind[last] == ",":
            out[last] = j
    return out
