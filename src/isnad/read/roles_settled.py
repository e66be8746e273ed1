"""What a report leaves open or settles about roles as a whole: whose strike nobody owns, and who deals where a second reader found the parties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from isnad.grammar.rules import register
from isnad.grammar.sheet import Sheet
from isnad.lang.common.claims import Draft

NOBODYS = register("claim.role.nobodys", "In a report of a strike that nobody owns, strikes told without a doer have none.")
MUTUAL = register("claim.role.mutual", "A fight, deal or talk told by a noun whose parties were found apart from its words is between both.")
_MUTUAL = frozenset({"clash", "agree", "talk", "ceasefire", "nclash", "nagree", "ntalk"})
_ATTACKS = frozenset({"attack"})
_UNKNOWN = ("مجهول", "مجهوله", "مجهولين", "مجهولون", "مجهولو", "مجهولي")
_STRIKERS = ("طيران", "طائر", "طاير", "قصف", "غار", "صواريخ", "صاروخ", "مسير", "هجوم", "هجمات", "ضرب", "قذايف")
_SOURCE = frozenset({"المصدر", "الهويه", "مصدرها", "مصدره"})
_OWN = ("تتبن", "يتبن", "تبن", "تعلن", "يعلن")
_ANYBODY = frozenset({"اي", "ايه", "احد", "جهه"})
_NEAR = 3  # words between a strike and «مجهول»
_PART = frozenset({"دور", "يد", "ضلع", "دخل", "علاقه", "صله"})


def nobodys(sheet: Sheet, drafts: Sequence[Draft], kinds: Mapping[str, str]) -> None:
    """«قصف طيران مجهول», «لم تتبن أي جهة الغارات»: leave the doer of strikes open that a report tells by a noun without one, in place.

    Args:
        sheet: the sheet.
        drafts: claims of a document, roles read as far as their clauses give them.
        kinds: kind of happening by frame.
    """
    struck = [d for d in drafts if d.type == "ASSAULT" and d.hit.nominal and not d.actor and kinds.get(d.hit.lemma.frame.id) in _ATTACKS]
    if not struck or not _unowned(sheet.doc.norms):
        return
    for d in struck:
        d.unknown = True
        d.rules.append(NOBODYS)


def _unowned(norms: Sequence[str]) -> bool:
    """Whether the text says of a strike that nobody knows or owns it."""
    for i, norm in enumerate(norms):
        if norm.removeprefix("ال") in _UNKNOWN:
            near = norms[max(0, i - _NEAR) : i]
            if any(w.removeprefix("و").removeprefix("ال").startswith(_STRIKERS) for w in near) or (i + 1 < len(norms) and norms[i + 1] in _SOURCE):
                return True
        if norm.startswith(_OWN) and i and norms[i - 1] in ("لم", "ولم") and i + 1 < len(norms) and norms[i + 1] in _ANYBODY:
            return True
    return False


def settle(sheet: Sheet, drafts: Sequence[Draft]) -> None:
    """«أي صفقة», «المفاوضات»: put both parties on both sides, where a second reader filled one of the two roles, in place.

    Args:
        sheet: the sheet.
        drafts: claims of a document, every role filled as far as it will be.
    """
    for d in drafts:
        filled = any(r.startswith("learned.role.") for r in d.rules)
        if not filled or not d.hit.nominal or d.hit.lemma.frame.id not in _MUTUAL or len(d.actor) != 1 or len(d.recipient) != 1:
            continue
        part = any(w in _PART for w in sheet.doc.norms[max(0, d.hit.first - 2) : d.hit.first])  # «نفت أي دور في الصفقة»
        if d.actor[0].party != d.recipient[0].party and not part:
            d.actor = d.recipient = [*d.actor, *d.recipient]
            d.rules.append(MUTUAL)
