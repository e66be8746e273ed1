"""Arabic names: where one begins and ends."""

from __future__ import annotations

from isnad.lang.ar.names import mention_set, name_words, ordinary
from isnad.resolve.mentions_scan import Scan, actor_id

STOP = mention_set("name_stop")
PLACE_NOUNS = mention_set("place_nouns")
SPEECH = mention_set("speech")
_NEVER_FIRST = mention_set("never_first")
_MOST = 6


def read_name(scan: Scan, i: int, *, strong: bool) -> int:
    """Token after the name at `i`, or `i` if none is there. `strong`: a title or a verb of saying announces one."""
    words = name_words()
    doc = scan.words.doc
    if scan.broken(i) or doc.tokens[i].kind != "word":
        return i
    norm = scan.norm(i)
    if norm in _NEVER_FIRST or (norm == "علي" and doc.text[doc.tokens[i].end - 1] == "ى"):
        return i  # folding makes the preposition على and the name علي one
    rank = words.given.get(norm, ("", 3))[1]
    quoted = doc.quoted_run(i, 4)
    if strong and quoted > i and _quoted_person(scan, i, quoted):
        return quoted
    pair = "" if scan.broken(i + 1) else " ".join(doc.norms[i : i + 2])
    if norm in ("ابو", "ابي", "ابا", "ام") or norm == "عبد":
        if scan.broken(i + 1) or doc.tokens[i + 1].kind != "word":
            return i
        at = i + 2
    elif pair in words.given:
        at = i + 2
    elif rank < 3 or (strong and not ordinary(norm) and not norm.startswith("ال") and norm not in STOP and len(norm) > 2 and not other_word(scan, i)):
        at = i + 1
    else:
        return i
    grown = _grow(scan, i, at)
    if strong and (rank < 3 or norm in ("ابو", "ابي", "ام", "عبد") or (grown > at and _announced(scan, i, grown))):
        return grown
    if strong:
        return i
    if rank == 3 and norm not in ("عبد",) and pair not in words.given:
        return grown if grown - i >= 2 and norm in ("ابو", "ابي") and _kunya(scan, i) else i
    if norm in words.parts and not _kunya(scan, i) and not (norm == "عبد" and grown - i >= 3):
        return i
    return grown if grown - i >= 2 else i


def _quoted_person(scan: Scan, i: int, end: int) -> bool:
    """Whether words in quotation marks after a title are a person's name or byname and not that of a body."""
    words = name_words()
    norms = scan.words.doc.norms[i:end]
    if any(n in words.verbs or n.endswith(("ها", "هم")) for n in norms) or other_word(scan, i):
        return False
    return any(n in words.given or n in ("ابو", "ابي", "ام") for n in norms) or (
        end - i <= 2 and not any(ordinary(n) or n.startswith("ال") for n in norms[:1])
    )


def _announced(scan: Scan, i: int, end: int) -> bool:
    """Whether unknown words that stand where a name can are one: what follows goes on as after a speaker or a title."""
    if any(n.endswith(("ها", "هم", "هما")) for n in scan.words.doc.norms[i:end]):
        return False
    if spoken_of(scan, i):
        return scan.norm(end) in ("ان", "انه", "انها", "،", ":", "بان", "في", "")
    return True


def _kunya(scan: Scan, i: int) -> bool:
    before = scan.norm(i - 1)
    after = scan.norm(i + 1)
    return before not in PLACE_NOUNS and (after in name_words().given or before in SPEECH or before[1:] in SPEECH)


def _grow(scan: Scan, i: int, at: int) -> int:
    words = name_words()
    doc = scan.words.doc
    while at < i + _MOST and not scan.broken(at) and doc.tokens[at].kind == "word":
        if doc.opened[at] or (doc.closed[at - 1] and not doc.opened[i]):
            break
        norm = scan.norm(at)
        if norm in words.parts and not scan.broken(at + 1):
            at += 2 if norm not in ("الدين", "الله", "اوغلو", "بك", "باشا") else 1
            continue
        if norm in STOP or norm in words.verbs or _tanwin(scan, at):
            break
        if servant(norm, scan.norm(at + 1)) and not scan.broken(at + 1):
            at += 2  # «العبد الله», «الحمد الله»: one family name in two words
            continue
        if norm in words.given and not other_word(scan, at, given=True):
            at += 1
            continue
        if norm.startswith("ال"):
            if scan.layer(at, "nisba") is not None and at == i + 1 and words.given.get(scan.norm(i), ("", 3))[1] == 0:
                return at + 1  # «محمود المصري»: after a given name an adjective of nation is a surname
            if norm in words.fillers or other_word(scan, at) or _adverbial(scan, at):
                break
            at += 1
            if scan.norm(at).startswith("ال"):
                break
            continue
        if (norm[:1] in ("ي", "ت") and norm.endswith(("ان", "ون")) and len(norm) > 5) or (
            norm.endswith("ا") and len(norm) > 4 and at > i + 1 and words.given.get(scan.norm(i), ("", 3))[1] < 2
        ):
            break  # «يتنافسان», «جريحا»
        if (
            ordinary(norm)
            or other_word(scan, at)
            or len(norm) < 3
            or (norm[:1] in "وفبلك" and (norm[1:] in words.given or norm[1:].startswith("ال")))
        ):
            break
        at += 1
    return at


def servant(norm: str, following: str) -> bool:
    """Whether two folded words are a family name with the article before both: «العبد الرحمن», «الجاد الله»."""
    return following == "الله" and norm.startswith("ال") and len(norm) in (4, 5, 6) if norm != "العبد" else following.startswith("ال")


def _tanwin(scan: Scan, at: int) -> bool:
    """Whether the word ends in a written accusative of an indefinite noun: «نفيا قاطعا» with its tanwin is no name."""
    token = scan.words.doc.tokens[at]
    return "\u064b" in scan.words.doc.text[token.start : token.end][-2:]


def _adverbial(scan: Scan, at: int) -> bool:
    return scan.norm(at) in ("الذي", "التي", "اليوم", "الاحد", "الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعه", "السبت", "الماضي", "الحالي")


def other_word(scan: Scan, at: int, *, given: bool = False) -> bool:
    """Whether the word is a word of another kind: a title, head noun, nation, outlet or source."""
    here = scan.words.at[at]
    layers = ("head", "title", "source", "tie") if not given else ("tie",)
    for layer in layers:
        if any(not m.enclitic for m in here.get(layer, ())):
            return True
    if given:
        return False
    if any(m.proclitics in ("", "ال") for m in here.get("nisba", ())):
        following = scan.norm(at + 1)
        return not (
            following in ("،", "ان", "انه", "قوله")
            and at > 0
            and scan.norm(at).startswith("ال")
            and scan.norm(at - 1) in name_words().given
            and False
        )
    return any(actor_id(m).startswith("state.") for m in here.get("actor", ()))


def spoken_of(scan: Scan, i: int) -> bool:
    """Whether a word of saying stands before the token, or quotation marks around it."""
    before = scan.norm(i - 1)
    return before in SPEECH or before[1:] in SPEECH or (scan.words.doc.opened[i] and scan.words.doc.closed[i])
