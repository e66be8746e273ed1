"""Arabic titles: what belongs to one, and the office without a name."""

from __future__ import annotations

from isnad.grammar.lexicon import Match
from isnad.grammar.rules import register
from isnad.lang.ar.names import english_name, mention_set, name_words
from isnad.resolve.mentions import Found
from isnad.resolve.mentions_ar_names import STOP
from isnad.resolve.mentions_scan import Scan, definite

OFFICE = register("ar.mention.office", "A title with its body or country and no name.")

PREPS = mention_set("title_prepositions")
_OCCASIONS = mention_set("occasions")


class TitleRun:
    """Reads a title and what belongs to it, up to where a name can begin.

    Attributes:
        complement: whether the title has its body, country or place.
        party: side that the body or country names.
        side: the body itself, if it is named.
        closed: whether a country has ended the complement, so that only a preposition or another title goes on.
        unknown: the body, if it is a generic word that the document must resolve.
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
        self.unknown: Found | None = None
        self.closed = False
        self.generic_body = False
        self.entries: tuple[str, ...] = (title.entry.id,)
        self.keys: tuple[str, ...] = (_key(title),)
        self.official = title.entry.data["kind"] == "official"
        self.of_office = title.entry.data["kind"] == "office"

    @property
    def mark(self) -> str:
        """Folded words of the complement."""
        return " ".join(self.scan.words.doc.norms[self.title.last : self.at])

    def kind(self) -> str:
        """`official` for state and military office, else `person`."""
        if self.official or (self.of_office and (self.body_kind in ("state", "force") or self.country_office())):
            return "official"
        return "person"

    def country_office(self) -> bool:
        """Whether an office that is neither clearly state nor private belongs to a country («الرئيس التركي»)."""
        return self.of_office and self.body_kind is None and self.party is not None and self.country is not None

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
                self.at, self.closed = nisba.last, True
            elif title is not None and not title.enclitic and title.proclitics in ("ال", "") and norm not in words.given:
                self.keys += (_key(title),)
                self.entries += (title.entry.id,)
                self.official = self.official or title.entry.data["kind"] == "official"
                body = body or bool(title.entry.data.get("body"))
                self.at, self.closed = title.last, False
            elif norm in ("ابو", "ابي", "ام", "عبد") and not scan.broken(at + 1):
                break
            elif (town := scan.layer(at, "capital")) is not None and town.proclitics in ("", "ال") and self.keys[0] in ("safir", "mabuth", "mandub"):
                actor = scan.actor(town)
                self.party, self.country, self.complement, self.body_kind = self.party or actor.party, self.country or actor.country, True, "state"
                self.at = town.last
            elif norm in words.given and not (
                words.given[norm][1] == 1 and self.at == self.title.last and not self.complement and not whole(self.title)
            ):
                break
            elif body and not self.closed and self._side(at):
                pass
            elif body and norm in PREPS and not self._ends(at):
                self.at, self.closed = at + 1, False
            elif body and not self.closed and self._word(at):
                self.complement = True
                self.at = at + 1
            else:
                break
        while self.at > self.title.last and scan.norm(self.at - 1) in PREPS:
            self.at -= 1
        return self.at

    def _side(self, at: int) -> bool:
        scan = self.scan
        if scan.layer(at, "title") is not None and scan.layer(at, "head") is None:
            return False
        state = scan.actor_at(at, named=True)
        if state is not None and scan.actor(state).id.startswith("state."):
            actor = scan.actor(state)
            if scan.norm(at - 1) in ("الي", "لدي"):  # whom an envoy is sent to
                self.complement, self.at = True, state.last
                return True
            if self.complement and scan.norm(at - 1) == "في":  # where the body is, not whose
                self.country, self.at = self.country or actor.country, state.last
                return True
            self.party, self.country, self.body_kind, self.complement = self.party or actor.party, actor.country, "state", True
            self.at, self.closed = state.last, True
            return True
        if state is not None and scan.actor(state).kind in ("person", "official"):
            return False
        side = scan.party(scan, at, inner=True)
        if side is None or side.kind == "people" or (side.kind in ("outlet", "agency") and scan.norm(at)[:1] == "ل" and at > self.title.last):
            return False  # «مدير المرصد لوكالة …» spoke to the agency
        if side.generic:
            self.generic_body = True
        self.party, self.country = self.party or side.party, self.country or side.country
        self.side, self.unknown = (None, side) if side.generic else (side, None)
        self.body = side.name if side.kind != "state" else ""
        self.body_kind = "state" if side.generic in ("gov", "regime", "army", "force") else side.kind
        if (
            side.party
            and self.body_kind == "group"
            and side.rule.endswith("name")
            and side.entity in scan.actors.by_id
            and scan.actors.by_id[side.entity].official
        ):
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
        if scan.words.doc.tokens[at].kind != "word" or norm in STOP or norm in words.verbs:
            return False
        head = scan.layer(at, "source")
        if norm[:1] == "ل" and head is not None and head.entry.data["cls"] in ("outlet", "agency", "site", "media"):
            return False  # «عضو فيه لصحيفة «كذا»»: he spoke to it
        if norm.startswith("ال") and len(norm) > 3:
            return not (self.complement and self._name_like(at))
        if at > self.title.last and scan.norm(at - 1).startswith("ال") and (norm in words.common or scan.layer(at, "head") is not None):
            return False  # a definite noun closes the construct: «وزير الدفاع السابق | مسؤولية …»
        if scan.layer(at, "head") is not None or (norm in words.common and not (norm.startswith("ي") and len(norm) > 3)):
            return norm not in ("وذلك", "اثر", "وكان", "وقد")
        if self.at == self.title.last and not whole(self.title):
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
            return following in STOP or following in _OCCASIONS
        return False


def whole(title: Match) -> bool:
    """Whether a title is definite, by its article or by its second word («رئيس الوزراء»): a name, and no complement, can follow."""
    return definite(title) or " ال" in title.form


def _key(title: Match) -> str:
    return title.entry.id.rsplit(".", 1)[-1].removeprefix("rank-")


def office(scan: Scan, run: TitleRun, end: int) -> Found | None:
    """A title without a name: the person who bore it before, else the office itself."""
    i = run.title.first
    if run.title.entry.data["kind"] != "person" or (definite(run.title) and run.title.data.get("n") == "s"):
        before = scan.offices.get((run.keys[0], None if not run.mark and definite(run.title) else run.mark))
        if before is not None:
            role = scan.surface(i, end)
            f = Found(i, end, before.kind, before.name, before.entity, before.party, OFFICE, run.entries, role=role, country=before.country)
            f.keys = run.keys
            return f
    if run.title.entry.data["kind"] != "official" and run.keys[0] not in ("rais", "amir"):
        return None
    if run.kind() != "official" or not run.complement or run.title.entry.data.get("rank") or not (run.party or run.body_kind or run.official):
        return None
    nation = scan.layer(end - 1, "nisba")
    if not definite(run.title) and end == run.title.last + 1 and nation is not None and not nation.proclitics:
        return None  # «أمير تونسي»: one of them, not the office
    demonym = scan.actors.states[run.country].demonym if run.country in scan.actors.states else ""
    name = f"{demonym} {run.title.entry.data['en']}".strip()
    body = scan.layer(run.title.last, "head")
    if run.keys[0] == "umda":
        name = str(run.title.entry.data["en"])
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
