"""English quantities whose noun no table holds: numbers with an unknown plural, with those they are taken from, or with what befell them."""

from __future__ import annotations

from isnad.grammar.rules import Node, register
from isnad.lang.common.numbers import Num
from isnad.text.doc import Doc

ANY = register("en.quantity.any-noun", "A number from two up and a plural that no table holds: \"22 crates\", \"three old banks\".")
PART = register("en.quantity.part", "A number and those it is taken from: \"12 of the assailants\", \"6,900 of us\".")
DID = register("en.quantity.did", "A number without noun before what those counted did or suffered: \"13 gave up\", \"seven died\".")
BARE = register("en.quantity.bare", "A number of two words or more, or one with about, over or at least before it, that stands alone.")

_REACH = 3  # words between a number and its noun
# Plurals in form that are no noun, or nothing that reports count; and verbs and names in s.
_NOT_PLURAL = frozenset((
    "is", "was", "has", "does", "this", "his", "hers", "its", "us", "yes", "as", "thus", "plus", "across", "perhaps", "always", "towards",
    "afterwards", "besides", "accounts", "summers", "winters", "springs", "autumns", "entries", "lines", "numbers", "sides", "versions",
    "stories", "questions", "facts", "words", "sentences", "paragraphs", "pages", "copies", "goals", "corners", "points", "wins", "matches",
    "games", "sets", "halves", "thirds", "quarters", "years", "months", "weeks", "days", "hours", "minutes", "seconds", "nights", "mornings",
    "evenings", "decades", "centuries", "times", "wars", "regions", "says", "believes", "makes", "comes", "goes", "lies", "looks", "stays",
    "stands", "runs", "lives", "claims", "admits", "denies", "answers", "replies", "things", "ways", "reasons", "issues", "steps", "phases",
    "stages", "parts", "kinds", "sorts", "types", "aspects", "terms", "conditions", "demands", "levels", "degrees", "grades", "odds", "series",
    "news", "politics", "affairs", "united", "emirates", "philippines", "netherlands", "counts", "directions", "figures", "streets",
    "organisations", "organizations", "channels", "models", "dates", "debates", "songs", "plans", "elections", "polls", "provisions", "bouts",
    "seasons", "speeches", "meetings", "weekdays", "weekends", "tries", "attempts", "chances", "episodes", "films", "rules", "laws",
    "principles", "values", "ideas", "weddings", "concerts", "poems", "classes", "lessons", "continents", "faceoffs", "presidents",
    "bankruptcies", "recordings", "states", "nations", "sources", "theories", "explanations", "options", "choices", "motives", "truths", "tales",
    "letters", "languages",
))  # fmt: skip
_STOP = frozenset((
    "of", "the", "a", "an", "and", "or", "in", "on", "at", "to", "by", "from", "for", "with", "as", "were", "was", "are", "is", "be", "been",
    "had", "has", "have", "who", "which", "that", "than", "but", "after", "before", "between", "into", "over", "under", "near", "against",
    "while", "when", "his", "her", "its", "their", "our", "my", "up", "until", "since", "during", "including", "according", "said", "says",
    "among", "per", "whom", "not", "did", "does", "will", "would", "could", "can", "may", "might", "must", "should", "more", "others", "each",
    "if", "because", "so", "then", "there", "within", "instead", "without", "through", "out", "down", "off", "away", "along", "around", "across",
    "later", "ago", "earlier", "apart", "i", "he", "she", "it", "we", "they", "you", "killing", "wounding", "killed", "wounded", "died", "left",
    "came", "went", "fled", "one", "no", "only", "just",
))  # fmt: skip
_DID = frozenset((
    "were", "was", "died", "surrendered", "fled", "escaped", "gave", "arrived", "burned", "burnt", "captured", "arrested", "treated", "landed",
    "left", "survived", "drowned", "perished", "fell", "lost", "hid", "crossed", "returned", "defected", "deserted", "stayed", "went", "came",
    "who", "whom", "incl", "including", "remain", "remained", "followed", "got", "walked", "boarded", "entered", "detained", "released", "freed",
    "missing",
))  # fmt: skip
# Words before a number that mark it as no count: "between the two", "Boys of 15", "at two", "by ten".
_NOT_AFTER = frozenset((
    "the", "these", "those", "both", "other", "at", "by", "of", "till", "until", "around", "all", "another", "same", "first", "last", "no",
    "that", "this", "past", "to", "aged", "age", "under", "was", "were", "division", "brigade", "room", "day", "hill", "unit",
))  # fmt: skip
_ROUGHLY = frozenset(("about", "some", "around", "nearly", "almost", "over", "than", "least", "only", "roughly", "approximately", "exceeded"))
_WHOLE = frozenset(("us", "them", "ours", "theirs", "the", "these", "those", "his", "her", "its", "their", "our", "my", "whom"))
_NO_COUNT = frozenset(("questions", "reasons", "ways", "most", "biggest", "worst", "best", "first", "last"))


def any_noun(doc: Doc, n: Node, last: int, uncounted: set[int]) -> int | None:
    """The end of a plural noun after a number of two or more, over at most two words before it."""
    v: Num = n.value
    tokens = doc.tokens
    if v.kind == "vague" or v.value < 2 or v.value != int(v.value):
        return None
    for i in range(last, min(last + _REACH, len(tokens))):
        t = tokens[i]
        if t.breaks or t.kind != "word" or i in uncounted or t.norm in _STOP:
            return None
        plural = len(t.norm) > 3 and t.norm.endswith("s") and not t.norm.endswith(("ss", "us", "is", "'s"))
        if plural and t.norm not in _NOT_PLURAL:
            after = tokens[i + 1] if i + 1 < len(tokens) and not tokens[i + 1].breaks else None
            return None if after is not None and after.norm in ("'s", "-") else i + 1
        if plural:
            return None
    return None


def part_of(doc: Doc, n: Node, last: int, uncounted: set[int]) -> int | None:
    """The end of "of us", "of the assailants", where two or more are taken from a whole that no table holds."""
    v: Num = n.value
    tokens = doc.tokens
    if v.kind == "vague" or v.value < 2 or last + 1 >= len(tokens) or tokens[last].norm != "of" or tokens[last].breaks or _marked(doc, n):
        return None
    if tokens[last + 1].norm not in _WHOLE:
        return None
    if tokens[last + 1].norm in ("us", "them", "ours", "theirs", "whom"):
        return last + 2
    after = tokens[last + 2] if last + 2 < len(tokens) else None
    if after is None or after.breaks or after.kind != "word" or last + 2 in uncounted or after.norm in _NO_COUNT:
        return None
    return last + 3


def did(doc: Doc, n: Node, last: int) -> bool:
    """Whether what follows a bare number is what those it counts did or suffered."""
    v: Num = n.value
    tokens = doc.tokens
    if v.kind == "vague" or v.value < 2 or v.value != int(v.value) or last >= len(tokens) or tokens[last].breaks or _marked(doc, n):
        return False
    if v.kind == "figures" and (len(v.figures) == 4 and 1900 <= v.value <= 2060):
        return False
    return tokens[last].norm in _DID


def stands_alone(doc: Doc, n: Node, last: int, first: int) -> bool:
    """Whether a bare number at the end of its clause counts what was spoken of: a large one in words, or one that is bounded."""
    v: Num = n.value
    tokens = doc.tokens
    if v.kind == "vague" or v.value != int(v.value) or v.value < 2:
        return False
    follows = tokens[last] if last < len(tokens) and not tokens[last].breaks else None
    if follows is not None and follows.kind == "word" and follows.norm not in ("the", "of", "in", "on", "and", "had"):
        return False
    before = tokens[first - 1].norm if first else ""
    if v.kind == "words":
        return v.value >= 20 and (n.last - n.first > 1 or v.value >= 100) and before not in ("aged", "age", "at", "she's", "he's", "am", "by")
    return before in _ROUGHLY and v.value >= 10 and not (len(v.figures) == 4 and (v.figures.startswith("0") or 1900 <= v.value <= 2060))


def _marked(doc: Doc, n: Node) -> bool:
    return n.first > 0 and not doc.tokens[n.first].breaks and doc.tokens[n.first - 1].norm in _NOT_AFTER
