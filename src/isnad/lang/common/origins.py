"""Who a story rests on: names of speakers and outlets brought to the body whose word it is."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from isnad.lang.common.linking import ancestors, entry, phrases
from isnad.lang.common.outlets import known_outlet, outlet_name
from isnad.lang.pack import supported
from isnad.lang.tables import table
from isnad.model.records import Made, Mention, Name, Reading, Statement
from isnad.model.report import Report
from isnad.model.span import Span
from isnad.text.doc import Doc
from isnad.text.fold import fold

_BRACKET = re.compile(r"\s*\(.*?\)\s*$")
_OFFICE = re.compile(r"^(.*?)\s*\((?:.*?\bof (?:the )?)?(.*?)\)\s*$")

BONES = 4  # consonants: shorter skeletons are those of too many words
_QUOTED = re.compile(r"[«\"“]([^«»\"“”\n]{3,40})[»\"”]")
_LINE, _BYLINE = 12, 8  # most tokens of a line that credits a source, and of a bare byline


@cache
def _actors() -> dict[str, tuple[str, str | None, str]]:
    """Folded name or id of an actor → name, party, kind."""
    out: dict[str, tuple[str, str | None, str]] = {}
    for a in table("common", "actors")["entries"]:
        row = (str(a["name"]), a.get("party"), str(a["kind"]))
        out.setdefault(fold(a["name"]), row)
        out[str(a["id"])] = row
    return out


@cache
def _table(which: str) -> dict[str, str]:
    return {fold(k): str(v[0]) for k, v in entry(f"common.origin.{which}")["values"].items()}


@cache
def _vague() -> frozenset[str]:
    return frozenset(fold(v) for v in entry("common.origin.vague")["values"])


@cache
def _nobody() -> frozenset[str]:
    return frozenset(fold(w) for words in entry("common.origin.vague")["words"].values() for w in words)


def vague(name: str) -> bool:
    """Whether a speaker's name names nobody in particular: a common noun, or a name with a word as `local` in it."""
    plain = fold(name)
    return plain in _vague() or not _nobody().isdisjoint(plain.split())


@lru_cache(maxsize=16384)
def canonical(name: str, entity: str | None = None) -> str:
    """The name under which speakers are compared.

    The authority's for a known entity, of a person whose word is that of a body the body's, otherwise the name without what
    stands in brackets behind it (his office).
    """
    bare = _ARTICLE.sub("", name)
    known = _actors().get(entity or "") or _actors().get(fold(name)) or _actors().get(fold(bare))
    plain = known[0] if known else _BRACKET.sub("", bare) or bare
    if known is None and (body := _SPOKEN_FOR.sub("", plain)) and body != plain:  # a spokesman's word is that of his body
        plain = _actors().get(fold(body), (body,))[0]
    if known is None and (listed := known_outlet(plain)):  # «الجزيرة نت», as whoever put the report in calls it
        plain = listed
    return _table("people").get(fold(plain), plain)


@lru_cache(maxsize=16384)
def publisher(name: str) -> str:
    """The name under which outlets are compared: of «قناة الجزيرة», `aljazeera.net` and `Al Jazeera` the authority's, which is `Al Jazeera`."""
    return canonical(outlet_name(name))


def speaker(name: Name) -> str:
    """The canonical name of a speaker or of a link of a chain."""
    return canonical(name.name, name.entity)


@lru_cache(maxsize=16384)
def army(party: str) -> bool:
    """Whether a party is a state or an army, by whose side "a military source" is understood."""
    known = _actors().get(fold(party))
    return fold(party).endswith(" army") or (known is not None and known[2] == "state")


@lru_cache(maxsize=16384)
def camp(name: str, entity: str | None = None) -> str:
    """The party that a speaker speaks for, for counting independent lines.

    A state's officials and its agency are one origin with it, a spokesman is one with his side. A speaker of no side stands for himself.
    """
    plain = canonical(name, entity)
    organ = _table("organs").get(fold(plain))
    if organ:
        return organ
    known = _actors().get(entity or "") or _actors().get(fold(plain))
    if known and known[1]:
        return known[1]
    office = _OFFICE.match(name)
    if office:
        for part in (office.group(2), re.sub(r"\s+(?:spokesman|spokesperson|spokeswoman|official|commander|director)$", "", office.group(2))):
            body = _actors().get(fold(part))
            if body:
                return body[1] or body[0]
    return plain


_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_SPOKEN_FOR = re.compile(r"\s+(?:spokes(?:man|men|woman|person|people))$", re.IGNORECASE)
_LETTERS = dict(zip("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءآأإؤئپچژگ", [
    "", "b", "t", "t", "j", "h", "k", "d", "d", "r", "z", "s", "s", "s", "d", "t", "z", "", "g", "f",
    "k", "k", "l", "m", "n", "h", "w", "y", "", "", "", "", "", "", "w", "y", "b", "s", "z", "k",
], strict=True))  # fmt: skip
_PAIRS = (
    ("tch", "ch"), ("kh", "k"), ("gh", "g"), ("sh", "s"), ("ch", "s"), ("th", "t"), ("dh", "d"), ("ph", "f"), ("q", "k"), ("c", "k"), ("x", "ks"),
    ("v", "f"), ("p", "b"),
)  # fmt: skip
_SMALL = frozenset({"al", "el", "as", "ad", "ash", "an", "ar", "ibn", "bin", "abu", "the", "of", "and", "for", "dr", "gen", "col"})


@lru_cache(maxsize=16384)
def skeleton(name: str) -> frozenset[str]:
    """The consonant skeletons of a name's words, which an Arabic name and its romanisations share: محمد and Mohammed are `mhmd`."""
    out = set()
    for word in re.findall(r"[^\W\d_]+", _BRACKET.sub("", name).casefold().replace("al-", "").replace("el-", "")):
        if word in _SMALL:
            continue
        if "\u0600" <= word[0] <= "\u06ff":
            bare = re.sub(r"^(?:ال|لل)", "", fold(word))
            letters = "".join(_LETTERS.get(c, "") for c in bare.replace("تش", "ش"))  # «تش» writes a foreign "ch"
        else:
            letters = word
            for a, b in _PAIRS:
                letters = letters.replace(a, b)
            letters = re.sub(r"[aeiou]", "", fold(letters))
        letters = re.sub(r"(.)\1+", r"\1", re.sub(r"[wy]", "", letters))
        if len(letters) > 1:
            out.add(letters)
    return frozenset(out)


@lru_cache(maxsize=131072)
def bones(word: str) -> tuple[str, ...]:
    """The skeletons of one folded word that are long enough to tell a name: as it stands, and without an Arabic one-letter prefix."""
    forms = (word, word[1:]) if word[:1] in "بلفك" and len(word) > 5 else (word,)
    return tuple(dict.fromkeys(s for f in forms for s in skeleton(f) if len(s) >= BONES))


def same_person(a: str, b: str) -> bool:
    """Whether two names of people may be one person's: the words of the shorter stand, by skeleton, in the longer."""
    x, y = skeleton(a), skeleton(b)
    small, large = (x, y) if len(x) <= len(y) else (y, x)
    return bool(small) and small <= large and (len(small) > 1 or len(next(iter(small))) > 2)


@lru_cache(maxsize=16384)
def proper(name: str) -> bool:
    """Whether a name is a proper name (`SANA`, `al-Masirah TV`) and no description (`a witness in Raqqa`)."""
    return not vague(name) and (name[:1].isupper() or name.startswith(("al-", "an-", "ar-", "as-", "at-")) or not name.isascii())


_HOUSE = re.compile(
    r"(?:news|agency|network|tv|website|site|magazine|mag\b|radio|channel|portal|newspaper|\b(?:daily|weekly|review|online)\b)", re.IGNORECASE
)


_HOUSE_WORDS = re.compile(
    r"\b(?:news|agency|network|tv|website|site|magazine|mag|radio|channel|portal|newspaper|daily|weekly|review|online)\b"
    r"|\b(?:bawwabat|bawabat|bawaba|buwabat|wakalat|sahifat|jaridat|shabakat|mawqi|mawqe|qanat|majallat|idhaat|iza'at|manassat)\b"
    r"|(?:منص[ةه]|وكال[ةه]|صحيف[ةه]|شبك[ةه]|موقع|قنا[ةه]|مجل[ةه]|إذاع[ةه]|راديو|بواب[ةه]|جريد[ةه])\s+", re.IGNORECASE
)


_KINDS_OF_HOUSE = tuple(re.compile(kind, re.IGNORECASE) for kind in (
    r"بواب|\bb[au]w+ab|\bportal\b", r"وكال|\bwakal|\bagency\b", r"صحيف|جريد|\bsahif|\bjarid|\bnewspaper\b|\bdaily\b", r"شبك|\bshabak|\bnetwork\b",
    r"موقع|\bmawq|\b(?:web)?site\b", r"قنا[ةه]|\bqanat\b|\bchannel\b|\btv\b", r"مجل[ةه]|\bmajal|\bmag(?:azine)?\b|\breview\b",
    r"[إا]ذاع|راديو|\bi(?:dh|z)a|\bradio\b", r"منص[ةه]|\bmanass",
))  # fmt: skip


def _of_one_kind(x: str, y: str) -> bool:
    """Whether two outlets are called by the same word for what they are, in whatever script."""
    return any(kind.search(x) and kind.search(y) for kind in _KINDS_OF_HOUSE)


_FIGURES = re.compile(r"\d+")


@lru_cache(maxsize=16384)
def house(outlet: str) -> str:
    """An outlet's name without `News`, `TV`, spaces and doubled letters, by which `Enab Baladi` and `Enabbaldi News` are found one."""
    plain = re.sub(r"[^\w]|(?<=\w)[aeiou](?=\w)", "", fold(_HOUSE.sub("", publisher(outlet))).replace(" ", ""))
    return re.sub(r"(.)\1+", r"\1", plain)


def same_house(a: str, b: str) -> bool:
    """Whether two names are one outlet's: the same but for spelling, or one is the other's initials."""
    x, y = publisher(a), publisher(b)
    if fold(x) == fold(y):
        return True
    if fold(x) in _actors() and fold(y) in _actors():
        return False  # two entries of the list: `al-Watan` and `al-Watan (Qatar)`
    if house(x) and house(x) == house(y):
        return True
    if x.isascii() or y.isascii():  # «هاربور واير», read as "Harabur Wayr", and "Harbour Wire"
        plain_x, plain_y = (_HOUSE_WORDS.sub("", n) for n in (x, y))
        bones_x, bones_y = skeleton(plain_x), skeleton(plain_y)
        enough = max(map(len, bones_x), default=0) >= BONES or (len(bones_x) > 1 and sum(map(len, bones_x)) > BONES)
        enough = enough or (max(map(len, bones_x), default=0) == BONES - 1 and _of_one_kind(x, y))  # «بوابة الفرات», "Bawabat al-Furat"
        if enough and bones_x == bones_y and _FIGURES.findall(x) == _FIGURES.findall(y):
            return x.isascii() != y.isascii() or len(plain_x.split()) == len(plain_y.split())
    short, long = (x, y) if len(x) <= len(y) else (y, x)
    return len(short) > 1 and short.isupper() and short == "".join(w[0] for w in long.split()).upper()


def named(statement: Statement) -> bool:
    """Whether a statement's speaker is somebody whom another report could cite too: not a vague name, not the writer."""
    if statement.kind in ("author", "witness") or vague(statement.speaker.name):
        return False
    return statement.named or statement.kind in ("document", "intercept", "organisation", "media", "official", "person")


def of_side(party: str, *, fellows: bool = False) -> frozenset[str]:
    """Folded names of a party and all it is part of.

    Args:
        party: its name.
        fellows: whether those count beside whom it fights without being theirs (the Syrian government for Hezbollah).
    """
    own = fold(party)
    above = ancestors(own)
    return (above if fellows else above - _fellows().get(own, frozenset())) | {own}


@cache
def _fellows() -> dict[str, frozenset[str]]:
    """Folded name of a party → those it fights beside without being theirs."""
    return {fold(k): frozenset(map(fold, v)) for k, v in entry("common.link.fellows")["values"].items()}


def credit(report: Report, reading: Reading, doc: Doc | None = None) -> Mention | None:
    """The outlet that a whole report is credited to by a line of its own («المصدر: …», an agency's name as the byline), if any.

    Args:
        report: the report.
        reading: its reading; outlets and agencies are taken from its mentions.
        doc: the report's tokens, if the caller has them.
    """
    outlets = [m for m in reading.mentions if m.kind in ("outlet", "agency")]
    lang = supported(report.lang)
    if doc is None:
        if all(len(words) > _LINE for text in report.text.splitlines() if (words := text.split(maxsplit=_LINE))):
            return None  # no line is so short
        doc = Doc(report.text, lang)
    cues = phrases("common.link.reprint", lang)
    lines = doc.paragraphs
    for k, (a, b) in enumerate(lines):
        if b - a > _LINE:
            continue
        text = " ".join(doc.norms[a:b])
        said = any(c in text for c in cues)
        if not said and not (b - a <= _BYLINE and k in (0, 1, 2, len(lines) - 1)):
            continue
        last = lines[k + 1][1] if said and k + 1 < len(lines) and lines[k + 1][1] - lines[k + 1][0] <= _BYLINE else b
        span = doc.span(a, last)
        for m in (*outlets, *(_unknown_outlet(doc, a, last) if said else ())):
            if m.span.start >= span.start and m.span.end <= span.end and not (report.outlet and same_house(m.name, report.outlet)):
                return m
    return None


def _unknown_outlet(doc: Doc, first: int, last: int) -> tuple[Mention, ...]:
    """The name in quotation marks on a line that credits somebody («ترجمة عن «هاربور واير»»), for an outlet that no list knows."""
    quoted = _QUOTED.search(doc.text[doc.tokens[first].start : doc.tokens[last - 1].end])
    if quoted is None:
        return ()
    start = doc.tokens[first].start + quoted.start(1)
    return (Mention(Span(start, start + len(quoted.group(1))), quoted.group(1), None, "outlet", Made("link.credit.quoted")),)
