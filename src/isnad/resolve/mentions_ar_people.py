"""Arabic phrases for persons: titles, names, functions beside the name, and the bare name later."""

from __future__ import annotations

from isnad.grammar.lexicon import Match
from isnad.grammar.rules import register
from isnad.lang.ar.names import english_name, mention_set, name_words, ordinary, romanise
from isnad.resolve.mentions import Found
from isnad.resolve.mentions_scan import Scan, actor_id, definite

TITLED = register("ar.mention.titled", "A title or function with a person's name after it.")
NAMED = register("ar.mention.person", "A given name with the name after it.")
KUNYA = register("ar.mention.kunya", "A byname with أبو or أم where a person is spoken of.")
KNOWN = register("ar.mention.known-person", "A person of the authority.")
AGAIN = register("ar.mention.surname", "Part of the name of a person named in full before.")
OFFICE = register("ar.mention.office", "A title with its body or country and no name.")

_PREPS = mention_set("title_prepositions")
_STOP = mention_set("name_stop")
_PLACE_NOUNS = mention_set("place_nouns")
_SPEECH = mention_set("speech")
_MOST = 6


def person(scan: Scan, i: int, *, inner: bool = False) -> Found | None:
    """The person at token `i`, with title before and function after the name."""
    if i >= scan.words.size:
        return None
    found = _titled(scan, i) or _known(scan, i) or _named(scan, i) or _again(scan, i)
    if found is None:
        return None
    if found.rule not in (AGAIN, OFFICE) and not inner:
        _function_after(scan, found)
    _remember(scan, found)
    return found


def _known(scan: Scan, i: int) -> Found | None:
    m = scan.actor_at(i)
    if m is None:
        return None
    actor = scan.actor(m)
    if actor.kind not in ("person", "official"):
        return None
    f = Found(i, m.last, actor.kind, actor.name, actor.id, actor.party, KNOWN, (m.entry.id,), country=actor.country)
    f.surname = scan.norm(m.last - 1)
    return f


def _titled(scan: Scan, i: int) -> Found | None:
    title = scan.layer(i, "title")
    if title is None or title.enclitic or title.data.get("n") == "d" or (title.form == "والي" and scan.words.doc.text[title.span.end - 1] == "ى"):
        return None  # «وإلى» is no governor
    run = _TitleRun(scan, title)
    at = run.read()
    start = at
    kind = title.entry.data["kind"]
    if at == title.last and title.entry.data.get("body") and kind != "person" and not definite(title) and not title.entry.data.get("civil"):
        return None  # no one is «رئيس محمد»
    if scan.norm(at) == "،" and run.complement and not scan.broken(at + 1):
        at += 1
        form = scan.layer(at, "title")
        if form is not None and (form.entry.data.get("civil") or form.entry.data.get("rank")) and not form.enclitic:
            at = form.last  # «المتحدث باسم …، الشيخ فلان»
        elif scan.norm(at) not in name_words().given and scan.norm(at) not in name_words().parts:
            at = start
    known = _known(scan, at)
    if known is not None:
        end, name, entity, party = known.last, known.name, known.entity, known.party
    else:
        again = _again(scan, at) if start == at else None
        strong = run.complement or bool(title.entry.data.get("rank") or title.entry.data.get("civil"))
        end = again.last if again is not None else read_name(scan, at, strong=strong)
        if end == at:
            return _office(scan, run, start)
        name = again.name if again else romanise(scan.words.doc.norms[at:end])
        entity, party = (again.entity, again.party) if again else (None, None)
    side = run.party if run.side is not None or run.title.entry.data["kind"] != "person" else None  # «الناشط السوري» acts for no state
    f = Found(i, end, run.kind(), name, entity, side or party, TITLED, run.entries, role=scan.surface(i, start), country=run.country)
    if known is not None and known.kind == "official":
        f.kind = "official"
    f.keys, f.of = run.keys, run.side
    f.surname = scan.norm(end - 1)
    scan.offices.setdefault((run.keys[0], run.mark), f)
    return f


class _TitleRun:
    """Reads a title and what belongs to it, up to where a name can begin.

    Attributes:
        complement: whether the title has its body, country or place.
        party: side that the body or country names.
        side: the body itself, if it is named.
        body: English name of the body, if it is no state.
        country: country named.
        keys: keys of the titles read.
        mark: folded complement, to tell the same office again.
    """

    def __init__(self, scan: Scan, title: Match) -> None:
        self.scan = scan
        self.title = title
        self.at = title.last
        self.complement = False
        self.party: str | None = None
        self.country: str | None = None
        self.body_kind: str | None = None
        self.body = ""
        self.side: Found | None = None
        self.generic_body = False
        self.entries: tuple[str, ...] = (title.entry.id,)
        self.keys: tuple[str, ...] = (_key(title),)
        self.official = title.entry.data["kind"] == "official"
        self.office = title.entry.data["kind"] == "office"

    @property
    def mark(self) -> str:
        """Folded words of the complement."""
        return " ".join(self.scan.words.doc.norms[self.title.last : self.at])

    def kind(self) -> str:
        """`official` for state and military office, else `person`."""
        if self.official or (self.office and (self.body_kind in ("state", "force") or self.country_office())):
            return "official"
        return "person"

    def country_office(self) -> bool:
        """Whether an office that is neither clearly state nor private belongs to a country («الرئيس التركي»)."""
        return self.office and self.body_kind is None and self.party is not None and self.country is not None

    def read(self) -> int:
        """Walk over the complement; returns the token where a name can begin."""
        scan = self.scan
        words = name_words()
        body = bool(self.title.entry.data.get("body"))
        for _ in range(10):
            at = self.at
            if scan.broken(at):
                break
            norm = scan.norm(at)
            nisba = scan.layer(at, "nisba")
            title = scan.layer(at, "title")
            if norm == "باسم" and scan.norm(at + 1).startswith("ال") and self.keys[0] in ("mutahaddith", "mandub"):
                self.at = at + 1  # «المتحدث باسم»: the preposition, not the name
                body = True
            elif norm in words.fillers:
                self.at = at + 1
            elif nisba is not None and nisba.proclitics in ("ال", "") and not (nisba.proclitics == "" and definite(self.title)):
                actor = scan.actor(nisba)
                self.party, self.country, self.complement = self.party or actor.party, self.country or actor.country, True
                self.entries += (nisba.entry.id,)
                self.at = nisba.last
            elif title is not None and not title.enclitic and title.proclitics in ("ال", "") and norm not in words.given:
                self.keys += (_key(title),)
                self.entries += (title.entry.id,)
                self.official = self.official or title.entry.data["kind"] == "official"
                body = body or bool(title.entry.data.get("body"))
                self.at = title.last
            elif norm in ("ابو", "ابي", "ام", "عبد") and not scan.broken(at + 1):
                break
            elif (town := scan.layer(at, "capital")) is not None and town.proclitics in ("", "ال") and self.keys[0] in ("safir", "mabuth", "mandub"):
                actor = scan.actor(town)
                self.party, self.country, self.complement, self.body_kind = self.party or actor.party, self.country or actor.country, True, "state"
                self.at = town.last
            elif norm in words.given and not (words.given[norm][1] == 1 and self.at == self.title.last and not self.complement and not definite(self.title)):
                break
            elif body and self._side(at):
                pass
            elif body and norm in _PREPS and not self._ends(at):
                self.at = at + 1
            elif body and self._word(at):
                self.complement = True
                self.at = at + 1
            else:
                break
        while self.at > self.title.last and scan.norm(self.at - 1) in _PREPS:
            self.at -= 1
        return self.at

    def _side(self, at: int) -> bool:
        scan = self.scan
        if scan.layer(at, "title") is not None and scan.layer(at, "head") is None:
            return False
        state = scan.actor_at(at, named=True)
        if state is not None and scan.actor(state).id.startswith("state."):
            actor = scan.actor(state)
            self.party, self.country, self.body_kind, self.complement = self.party or actor.party, actor.country, "state", True
            self.at = state.last
            return True
        if state is not None and scan.actor(state).kind in ("person", "official"):
            return False
        side = scan.party(scan, at, inner=True)
        if side is None or side.kind == "people":
            return False
        if side.generic:
            self.generic_body = True
        self.party, self.country = self.party or side.party, self.country or side.country
        self.side = None if side.generic else side
        self.body = side.name if side.kind != "state" else ""
        self.body_kind = "state" if side.generic in ("gov", "regime", "army", "force") else side.kind
        if side.party and self.body_kind == "group" and side.rule.endswith("name") and side.entity in ("syria.ypg", "syria.sdf", "libya.lna", "sudan.rsf"):
            self.body_kind = "force"
        self.complement = True
        self.entries += side.entries
        self.at = side.last
        return True

    def _word(self, at: int) -> bool:
        """Whether the word is part of the complement: definite, or a common noun, or an unknown word that no name follows (a place)."""
        scan = self.scan
        norm = scan.norm(at)
        words = name_words()
        if scan.words.doc.tokens[at].kind != "word" or norm in _STOP or norm in words.verbs:
            return False
        if norm.startswith("ال") and len(norm) > 3:
            return not (self.complement and self._name_like(at))
        if scan.layer(at, "head") is not None or (norm in words.common and not (norm.startswith("ي") and len(norm) > 3)):
            return norm not in ("وذلك", "اثر", "وكان", "وقد")
        if self.at == self.title.last and not definite(self.title):
            return True
        return norm.startswith("و") and scan.norm(at)[1:].startswith("ال")

    def _name_like(self, at: int) -> bool:
        scan = self.scan
        return scan.norm(at)[2:] in name_words().given or scan.norm(at) in scan.people

    def _ends(self, at: int) -> bool:
        scan = self.scan
        if scan.norm(at) in ("من", "علي", "الي"):
            following = scan.norm(at + 1)
            return not (following in ("منظمه", "مجلس") or scan.actor_at(at + 1, named=True) is not None or scan.layer(at + 1, "head") is not None)
        if scan.norm(at) == "في":
            following = scan.norm(at + 1)
            return following in _STOP or following in ("بيان", "تصريح", "تصريحات", "موتمر", "مقابله", "حديث", "كلمه", "تغريده", "خطاب", "وقت", "رساله", "تسجيل", "حوار", "لقاء", "اتصال", "منشور")
        return False


def _key(title: Match) -> str:
    return title.entry.id.rsplit(".", 1)[-1].removeprefix("rank-")


def _office(scan: Scan, run: _TitleRun, end: int) -> Found | None:
    """A title without a name: the person who bore it before, else the office itself."""
    i = run.title.first
    for (key, mark), before in scan.offices.items():
        if run.title.entry.data["kind"] == "person" and (not definite(run.title) or run.title.data.get("n") != "s"):
            break
        if key == run.keys[0] and (mark == run.mark or (not run.mark and definite(run.title))):
            f = Found(i, end, before.kind, before.name, before.entity, before.party, OFFICE, run.entries, role=scan.surface(i, end), country=before.country)
            f.keys = run.keys
            return f
    if run.title.entry.data["kind"] != "official" and run.keys[0] not in ("rais", "amir"):
        return None
    if run.kind() != "official" or not run.complement or run.title.entry.data.get("rank") or not (run.party or run.body_kind or run.official):
        return None
    if not definite(run.title) and end == run.title.last + 1 and scan.layer(end - 1, "nisba") is not None:
        return None  # «أمير تونسي»: one of them, not the office
    demonym = scan.actors.states[run.country].demonym if run.country in scan.actors.states else ""
    name = f"{demonym} {run.title.entry.data['en']}".strip()
    body = scan.layer(run.title.last, "head")
    if run.keys[0] == "rais" and run.body:
        name = f"head of {run.body}"
    elif run.keys[0] == "rais" and body is not None and body.entry.data["cls"] not in ("gov", "regime"):
        name = f"head of {english_name(scan.words.doc.norms[run.title.last : end])}"
    f = Found(i, end, "official", name, None, run.party, OFFICE, run.entries, role=scan.surface(i, end), country=run.country)
    f.keys, f.of = run.keys, run.side
    if run.party is None and (run.keys[0] in ("safir", "mabuth") or run.title.form == "حاكم"):
        return None
    if run.party is None:
        f.generic, f.pattern = "official", name
    return f


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
    elif rank < 3:
        at = i + 1
    elif strong and not ordinary(norm) and not norm.startswith("ال") and norm not in _STOP and len(norm) > 2 and not _entry(scan, i):
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
    if norm in words.parts and not _kunya(scan, i):
        return i
    return grown if grown - i >= 2 else i


def _quoted_person(scan: Scan, i: int, end: int) -> bool:
    """Whether words in quotation marks after a title are a person's name or byname and not that of a body."""
    words = name_words()
    norms = scan.words.doc.norms[i:end]
    if any(n in words.verbs or n.endswith(("ها", "هم")) for n in norms) or _entry(scan, i):
        return False
    return any(n in words.given or n in ("ابو", "ابي", "ام") for n in norms) or (end - i <= 2 and not any(ordinary(n) or n.startswith("ال") for n in norms[:1]))


_NEVER_FIRST = mention_set("never_first")


def _announced(scan: Scan, i: int, end: int) -> bool:
    """Whether unknown words that stand where a name can are one: what follows goes on as after a speaker or a title."""
    if any(n.endswith(("ها", "هم", "هما")) for n in scan.words.doc.norms[i:end]):
        return False
    if _spoken(scan, i):
        return scan.norm(end) in ("ان", "انه", "انها", "،", ":", "بان", "في", "")
    return True


def _kunya(scan: Scan, i: int) -> bool:
    before = scan.norm(i - 1)
    after = scan.norm(i + 1)
    return before not in _PLACE_NOUNS and (after in name_words().given or before in _SPEECH or before[1:] in _SPEECH)


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
        if norm in _STOP or norm in words.verbs:
            break
        if norm in words.given and not _entry(scan, at, given=True):
            at += 1
            continue
        if norm.startswith("ال"):
            if norm in words.fillers or _entry(scan, at) or _adverbial(scan, at):
                break
            at += 1
            if scan.norm(at).startswith("ال"):
                break
            continue
        if (norm[:1] in ("ي", "ت") and norm.endswith(("ان", "ون")) and len(norm) > 5) or (norm.endswith("ا") and len(norm) > 4 and at > i + 1 and words.given.get(scan.norm(i), ("", 3))[1] < 2):
            break  # «يتنافسان», «جريحا»
        if ordinary(norm) or _entry(scan, at) or len(norm) < 3 or norm[:1] in "وفبلك" and (norm[1:] in words.given or norm[1:].startswith("ال")):
            break
        at += 1
    return at


def _adverbial(scan: Scan, at: int) -> bool:
    return scan.norm(at) in ("الذي", "التي", "اليوم", "الاحد", "الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعه", "السبت", "الماضي", "الحالي")


def _entry(scan: Scan, at: int, *, given: bool = False) -> bool:
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
        return not (following in ("،", "ان", "انه", "قوله") and at > 0 and scan.norm(at).startswith("ال") and scan.norm(at - 1) in name_words().given and False)
    return any(actor_id(m).startswith("state.") for m in here.get("actor", ()))


def _named(scan: Scan, i: int) -> Found | None:
    before = scan.norm(i - 1)
    spoken = before in _SPEECH or before[1:] in _SPEECH
    if before in _PLACE_NOUNS or scan.layer(i, "head") is not None or scan.layer(i, "source") is not None or scan.actor_at(i) is not None:
        return None
    norm = scan.norm(i)
    if norm in name_words().given and name_words().given[norm][1] == 1 and not spoken:
        following = scan.norm(i + 1)
        if name_words().given.get(following, ("", 1))[1] == 1:
            return None
    end = read_name(scan, i, strong=spoken)
    if end == i:
        return None
    f = Found(i, end, "person", romanise(scan.words.doc.norms[i:end]), None, None, KUNYA if norm in ("ابو", "ابي", "ام") else NAMED)
    f.surname = scan.norm(end - 1)
    return f


def _again(scan: Scan, i: int) -> Found | None:
    norm = scan.norm(i)
    if norm.endswith("علي") and scan.words.doc.text[scan.words.doc.tokens[i].end - 1] == "ى":
        return None
    for j in range(3, 0, -1):
        key = " ".join(scan.words.doc.norms[i : i + j])
        before = scan.people.get(key)
        if before is None and key[:1] in "وفبل" and key[1:] in scan.people and scan.people[key[1:]].surname is not None and not ordinary(key):
            before = scan.people[key[1:]]
        if before is None and norm.startswith("لل") and "ال" + norm[2:] in scan.people:
            before = scan.people["ال" + norm[2:]]
        if before is None:
            continue
        if j == 1 and (ordinary(norm) or (norm.startswith("ال") and ordinary(norm[2:]))) and not _spoken(scan, i):
            continue
        if scan.actor_at(i) is not None and scan.actor_at(i).last > i + j:  # type: ignore[union-attr]
            continue
        f = Found(i, i + j, before.kind, before.name, before.entity, before.party, AGAIN, before.entries, role=before.role, country=before.country)
        f.keys, f.of, f.generic = before.keys, before.of, before.generic
        return f
    return None


def _spoken(scan: Scan, i: int) -> bool:
    before = scan.norm(i - 1)
    return before in _SPEECH or before[1:] in _SPEECH or (scan.words.doc.opened[i] and scan.words.doc.closed[i])


def _function_after(scan: Scan, f: Found) -> None:
    """«، المتحدث باسم …», «، وهو قيادي في …», «مدير المرصد»: taken into the mention as its role."""
    at = f.last
    comma = scan.norm(at) in ("،", "-", "(", ",")
    j = at + 1 if comma else at
    if scan.norm(j) in ("وهو", "وهي", "الذي", "وهما"):
        j += 1
        while scan.norm(j) in ("كان", "كانت", "يشغل", "يعمل", "منصب", "انذاك", "بصفه", "يتولي"):
            j += 1
    if scan.broken(j):
        return
    title = scan.layer(j, "title")
    if title is None or title.enclitic or title.proclitics not in ("ال", ""):
        return
    if not comma and not definite(title) and j == at and f.rule == TITLED:
        return
    run = _TitleRun(scan, title)
    end = run.read()
    if end <= title.first or (end == title.last and not (comma or definite(title))):
        return
    if scan.norm(end) in name_words().given and not comma:
        return  # the title belongs to the next name
    f.role = f"{f.role}، {scan.surface(j, end)}" if f.role else scan.surface(j, end)
    f.last = end + 1 if comma and scan.norm(at) == "(" and scan.norm(end) == ")" else end
    f.party = f.party or run.party
    f.country = f.country or run.country
    if run.kind() == "official":
        f.kind = "official"
    f.keys = tuple(dict.fromkeys((*f.keys, *run.keys)))
    f.entries += run.entries
    scan.offices.setdefault((run.keys[0], run.mark), f)


def _remember(scan: Scan, f: Found) -> None:
    """Keep the parts of a full name by which the person may come back."""
    if f.rule in (AGAIN, OFFICE) or f.kind not in ("person", "official"):
        return
    first, last = f.first, f.last
    norms = [n for n in scan.words.doc.norms[first:last]]
    name = _name_part(scan, f, norms)
    if len(name) > 1:
        scan.people.setdefault(" ".join(name), f)
        if name[-2] in ("عبد", "ابو", "ابي", "ال", "بن", "فون", "فان"):
            scan.people.setdefault(" ".join(name[-2:]), f)
        last_name = name[-1]
        scan.people.setdefault(last_name, f)
        if last_name.startswith("ال") and len(last_name) > 4:
            scan.people.setdefault(last_name[2:], f)
        elif not last_name.startswith("ال"):
            scan.people.setdefault("ال" + last_name, f)
        if len(name) == 2 and name_words().given.get(name[0], ("", 3))[1] in (0,) and len(name[0]) > 3:
            scan.people.setdefault(name[0], f)
        if name[0] in ("ابو", "ابي"):
            for k in ("ابو", "ابي", "ابا"):
                scan.people.setdefault(" ".join([k, *name[1:]]), f)
    elif name:
        scan.people.setdefault(name[0], f)


def _name_part(scan: Scan, f: Found, norms: list[str]) -> list[str]:
    if f.surname is None:
        return []
    try:
        end = len(norms) - 1 - norms[::-1].index(f.surname)
    except ValueError:
        return []
    start = end
    while start > 0 and _in_name(scan, f.first + start - 1):
        start -= 1
    return norms[start : end + 1]


def _in_name(scan: Scan, i: int) -> bool:
    here = scan.words.at[i]
    return scan.words.doc.tokens[i].kind == "word" and not any(here.get(layer) for layer in ("title", "nisba", "head")) and scan.norm(i) not in name_words().fillers and scan.norm(i) not in _PREPS
