"""States named where a verb of dealing puts a party: «اتهم الحزب الولايات المتحدة», «طلبت من موسكو». Elsewhere their names are places."""

from __future__ import annotations

from functools import cache

from isnad.grammar.rules import register
from isnad.lang.ar.claims_choose import Readings, mention_words
from isnad.lang.ar.claims_sets import REPLACES
from isnad.lang.common.claims import Arg, Hit
from isnad.lang.tables import table
from isnad.model.records import Made, Mention

DEALT_WITH = register(
    "ar.claim.state",
    "A state or capital named where a verb of blame, demand, threat, talk or help puts a party, or one takes another's place, is its government.",
)
DEALING = frozenset({"ACCUSE", "REQUEST", "THREATEN", "REJECT", "SUPPORT", "SANCTION", "CONSULT", "AGREE", "COOPERATE", "AID"})
TOWARDS = frozenset({"REQUEST", "CONSULT", "AID"})  # where «إلى» brings in whom it is meant for, not where somebody sits
_BARE = frozenset({"", "ال"})
_JOINED = frozenset({"و", "وال"})
_REACH = 9  # words after the verb
_RESUMED = frozenset({"عليه", "عليها", "عليهم", "فيه", "فيها", "به", "بها", "لها", "له", "لهم"})
_ITS_PART = frozenset({"ناحيتها", "جهتها", "جانبها", "وحدها", "نفسها", "بدورها"})
_SKIPPED = frozenset({"لم", "لن", "لا", "قد", "فقد", "كانت"})


@cache
def states() -> dict[str, tuple[str, str]]:
    """Party and name of each state, by entity id."""
    return {e["id"]: (e["party"], e["name"]) for e in table("common", "actors")["entries"] if e["id"].startswith("state.") and e["party"]}


def dealt_with(scene: Readings) -> list[Arg]:
    """Arguments for state names that no mention covers, beside words of dealing."""
    found: dict[int, Arg] = {}
    for hit in scene.hits:
        if hit.lemma.type in DEALING and not hit.lemma.kind:
            _after(scene, hit, found)
            if hit.finite and hit.lemma.frame.subj == "a":
                _heads(scene, hit, found)
                _relative(scene, hit, found)
        elif hit.finite and hit.person.startswith("3fs") and hit.lemma.frame.subj in ("a", "m") and not hit.lemma.kind:
            _relative(scene, hit, found)
        if hit.finite and hit.person.startswith("3fs") and hit.lemma.frame.subj in ("a", "m"):
            _acts(scene, hit, found)
    _instead(scene, found)
    return [found[i] for i in sorted(found)]


def _after(scene: Readings, hit: Hit, found: dict[int, Arg]) -> None:
    frame = hit.lemma.frame
    last = min(scene.doc.sentence_of(hit.first)[1], hit.last + _REACH)
    j, before = hit.last, ""
    while j < last and scene.kind[j] not in ".RSVE":
        step = j + 1
        if scene.kind[j] == ",":
            step = _past_aside(scene, j)
            last = max(last, min(scene.doc.sentence_of(hit.first)[1], step + 3))
        if scene.kind[j] in "Lw":
            for m in mention_words().at(scene.doc, j):
                key = str(m.entry.data.get("id", m.entry.id))
                if m.entry.data.get("l") not in ("actor", "capital") or key not in states():
                    continue
                pro = m.proclitics
                k = scene.back(j)
                if pro in _BARE and scene.kind[k] == "P":
                    taken = frame.preps.get(scene.norm(k), "") in ("r", "m", "a") and (scene.norm(k) != "الي" or hit.lemma.type in TOWARDS)
                elif pro in _BARE:
                    taken = frame.obj == "r" and (k < hit.last or scene.kind[k] == "A")
                elif pro in _JOINED:
                    taken = before != ""
                else:
                    letter = "ل" if pro in ("ل", "لل") else "ب" if pro in ("ب", "بال") else ""
                    taken = letter != "" and frame.preps.get(letter, "") in ("r", "m", "a")
                if taken:
                    party, name = states()[key]
                    mention = Mention(m.span, name, key, "state", Made(DEALT_WITH, (m.entry.id,), (m.span,)), None, party)
                    found.setdefault(j, Arg(j, m.last, mention, party))
                    before, step = party, m.last
                    break
        elif scene.kind[j] == "A":
            before = "A"
        j = max(step, j + 1)


def _heads(scene: Readings, hit: Hit, found: dict[int, Arg]) -> None:
    """«دمشق تنفي …»: a capital that opens the sentence right before a feminine verb of dealing is its government."""
    j = hit.first - 1
    if j < 0 or j != scene.doc.sentence_of(hit.first)[0] or scene.kind[j] not in "Lw" or not hit.person.startswith("3fs"):
        return
    for m in mention_words().at(scene.doc, j):
        key = str(m.entry.data.get("id", m.entry.id))
        if m.entry.data.get("l") == "capital" and key in states() and m.proclitics in _BARE and m.last == hit.first:
            party, name = states()[key]
            found.setdefault(j, Arg(j, m.last, Mention(m.span, name, key, "state", Made(DEALT_WITH, (m.entry.id,), (m.span,)), None, party), party))
            return


def _relative(scene: Readings, hit: Hit, found: dict[int, Arg]) -> None:
    """«أميركا التي باركت الاتفاق»: a state before التي and a feminine verb of dealing is its government."""
    j = scene.back(hit.first)
    if j > 0 and scene.norm(j) == "التي" and hit.person.startswith("3fs"):
        _put(scene, j, found, before=True)


def _acts(scene: Readings, hit: Hit, found: dict[int, Arg]) -> None:
    """«رعتها الدوحة وطهران», «بغداد من ناحيتها صادرت»: a state whose verb has its object, or that «for its part» acts, is its government."""
    last = scene.doc.sentence_of(hit.first)[1]
    j = hit.last
    resumed = j < last and scene.norm(j) in _RESUMED
    if hit.enc in ("ه", "ها", "هم") or resumed:
        j += resumed
        _put(scene, j, found)
        while j in found and found[j].last < last and scene.norm(found[j].last).startswith("و"):
            j = found[j].last
            _put(scene, j, found, pros=("و", "وال"))
    part = scene.back(hit.first)
    while part > 0 and scene.norm(part) in _SKIPPED:
        part = scene.back(part)
    if part > 1 and scene.norm(part) in _ITS_PART:
        _put(scene, part - (scene.norm(part - 1) == "من"), found, before=True)


def _instead(scene: Readings, found: dict[int, Arg]) -> None:
    """«حلت أميركا محل روسيا في رعاية الاتفاق»: a state that takes another's place in an act, and the other, are governments."""
    for j in range(1, len(scene.kind)):
        if scene.norm(j) not in ("محل", "مكان"):
            continue
        verb = next((k for k in range(j - 1, max(-1, j - 6), -1) if scene.norm(k).removeprefix("و").removeprefix("ف") in REPLACES), -1)
        if verb >= 0:
            _put(scene, j, found, before=True)
            _put(scene, j + 1, found)


def _put(scene: Readings, at: int, found: dict[int, Arg], *, before: bool = False, pros: tuple[str, ...] = ("", "ال")) -> None:
    """A state named at a word with one of these letters before it, or ending right before the word."""
    for j in range(max(0, at - 3), at) if before else (at,):
        if j >= len(scene.kind) or scene.kind[j] not in "Lw":
            continue
        for m in mention_words().at(scene.doc, j):
            key = str(m.entry.data.get("id", m.entry.id))
            listed = m.entry.data.get("l") in ("actor", "capital") and key in states() and m.proclitics in pros
            if listed and (m.last == at or not before):
                party, name = states()[key]
                mention = Mention(m.span, name, key, "state", Made(DEALT_WITH, (m.entry.id,), (m.span,)), None, party)
                found.setdefault(j, Arg(j, m.last, mention, party))
                return


def _past_aside(scene: Readings, j: int) -> int:
    """Past «، طلبوا عدم كشف أسمائهم،»: a clause between commas beside the subject."""
    for m in range(j + 2, min(scene.doc.sentence_of(j)[1], j + 10)):
        if scene.kind[m] == ".":
            break
        if scene.kind[m] == ",":
            return m + 1 if any(scene.kind[k] in "VR" or scene.norm(k).startswith(("طلب", "رفض", "اشترط", "فضل")) for k in range(j + 1, m)) else j + 1
    return j + 1
