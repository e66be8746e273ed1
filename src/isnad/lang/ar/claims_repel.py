"""Who did an act that somebody repels or foils: «صد هجوما شنه …», «أفشل محاولة تسلل لـ…», «تصدى لهجوم من قبل …»."""

from __future__ import annotations

from isnad.grammar.rules import register
from isnad.lang.ar.claims_carry import Around, resists
from isnad.lang.ar.claims_scene import Scene
from isnad.lang.ar.roles import AGENT
from isnad.lang.ar.roles_verbs import Roles
from isnad.lang.common.claims import Arg, Hit
from isnad.lang.common.repelled import REPELS

FLOWN = register("ar.role.flown-by", "Who repels or intercepts missiles or aircraft acts against the state whose adjective stands behind them.")
THEIRS = register("ar.role.theirs", "What somebody repels or foils is the act of others, whom «ل», «من» or «من قبل» brings in, never his own.")
_REACH = 14  # tokens back to the word of repelling
_FRAMES = REPELS | {"intercept"}
_THING = 9  # tokens from the word of repelling to the adjective of what is repelled
_OWN = frozenset({"carrier", "control"})


def theirs(scene: Scene, roles: Roles, around: dict[int, Around], hit: Hit, by_prep: dict[str, list[Arg]], out: Around) -> bool:
    """Give an act that is repelled or foiled to others, in place.

    Args:
        scene: the document.
        roles: its verbs, read.
        around: the nouns read so far.
        hit: the noun of happening.
        by_prep: parties behind it by their prepositions.
        out: its roles so far; changed.

    Returns:
        Whether it is such an act, whose doer no rule of control may look for.
    """
    mine = withstander(scene, roles, around, hit)
    if mine is None or out.mutual:
        return False
    sides = {a.party for a in mine}
    if out.rule in _OWN or any(a.party in sides for a in out.actor):
        out.actor = [a for a in out.actor if a.party not in sides]
        out.rules.append(THEIRS)
    if not out.actor:
        for prep in ("ل", *sorted(AGENT), "من"):
            found = [a for a in by_prep.get(prep, ()) if a.party not in sides and a.mention.kind != "people"]
            if found:
                out.actor, out.rule = found, "agent"
                out.recipient = [r for r in out.recipient if all(r.party != a.party for a in found)]
                out.rules.append(THEIRS)
                break
    return True


def withstander(scene: Scene, roles: Roles, around: dict[int, Around], hit: Hit) -> list[Arg] | None:
    """Who repels or foils the act that a noun names; None where nobody is said to."""
    s = scene
    if hit.pro.removeprefix("و") not in ("", "ال", "ل", "لل") or hit.finite or hit.lemma.frame.id in REPELS:
        return None
    j, steps = s.back(hit.first), 0
    if j >= 0 and s.kind[j] == "P" and s.norm(j) not in ("من", "بين"):
        return None
    while j >= 0 and steps < _REACH:
        if s.kind[j] in ".RS":
            return None
        if s.kind[j] == "E":
            other = s.over.get(j)
            if other is None:
                return None
            if resists(s, other):
                found = around.get(other.first)
                return found.actor if found is not None else []
            if other.lemma.kind != "plan" or not other.nominal:
                return None  # «محاولة» may stand between
            j = other.first
        elif s.kind[j] == "V":
            verb = s.hit_at.get(j)
            bound = roles.bound.get(j)
            if verb is None or bound is None or not resists(s, verb):
                return None
            return bound.agent if bound.passive else bound.subj
        j, steps = s.back(j), steps + 1
    return None


def flown_by(scene: Scene, hit: Hit) -> list[Arg]:
    """Whose missiles or aircraft are repelled or intercepted, by the adjective behind them: «تصدت لصواريخ إسرائيلية»."""
    s = scene
    if hit.lemma.frame.id not in _FRAMES:
        return []
    for j in range(hit.last, min(s.doc.sentence_of(hit.first)[1], hit.last + _THING)):
        if s.kind[j] in ".RSV,EP":
            return []
        of = s.back(j)
        state = s.nationality(j, ("",))
        if state is not None and of >= hit.last and s.kind[of] == "w" and not s.norm(of).startswith("ال"):
            state.loose = False
            return [state]
    return []
