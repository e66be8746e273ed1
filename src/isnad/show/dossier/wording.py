"""A claim in a sentence that says who says so, in Arabic or in English. The words are in resources/common/telling.yaml."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from isnad.lang.common.origins import publisher
from isnad.lang.tables import table
from isnad.model.plover import SYMMETRIC
from isnad.model.records import Claim, Statement
from isnad.model.report import Report
from isnad.resolve.actors import actors
from isnad.show.dossier.names import Names
from isnad.show.labels import date_label, label, type_label

JOINERS = "\u200c\u200d"
OURS = "\u2068\u2069" + JOINERS  # invisible characters that a document of ours may hold
_WITH_THE = frozenset(
    "government army opposition forces ministry coalition militia militias regime council police command air-force airforce mission union".split()  # noqa: SIM905
)
_PLURAL = re.compile(r"ون(»?)$")
_ONE_THING = frozenset(("القانون", "قانون", "التعاون", "تعاون", "لبنان", "ماكرون", "تلفزيون", "التلفزيون", "كانون", "البنتاغون", "أفلاطون"))
_SHE_WORDS = frozenset((
    "قوات", "القوات", "تركيا", "روسيا", "سوريا", "إيران", "قطر", "مصر", "ليبيا", "إسرائيل", "أوكرانيا", "بريطانيا", "فرنسا", "ألمانيا",
))  # fmt: skip


class Wording:
    """Words for what claims say.

    Args:
        lang: `ar` or `en`.
        names: Arabic names.
    """

    def __init__(self, lang: str, names: Names) -> None:
        self.lang = lang
        self.names = names

    def told(self, key: str, said: str, sources: Sequence[str]) -> str:
        """A sentence.

        Args:
            key: which sentence, see :meth:`key`.
            said: what is claimed, see :meth:`said`.
            sources: who says so, see :meth:`source`; several say the same.
        """
        who = sources[0]
        for more in sources[1:]:
            who = label("paper.also", self.lang, a=who, b=more)
        sentence = label(key, self.lang, who=who, said=said)
        return sentence[:1].upper() + sentence[1:]

    def key(self, claim: Claim, statement: Statement | None) -> str:
        """Which sentence a claim is told in: plainly, as a denial, as a plan, as a possibility, with doubt, as a guess."""
        if claim.status == "denied-by-speaker":
            return "paper.told.denied"
        if claim.status in ("planned", "hypothetical"):
            return f"paper.told.{claim.status}"
        stance = statement.stance if statement is not None else "assert"
        return f"paper.told.{stance}" if stance in ("doubt", "speculate") else "paper.told"

    def said(self, claim: Claim, place: str | None) -> str:
        """What is claimed, without who says so; of a denial, what is denied."""
        if claim.status == "denied-by-speaker":
            claim = replace(claim, occurred=True, status="actual")
        return self._arabic(claim, place) if self.lang == "ar" else self._english(claim, place)

    def source(self, statement: Statement | None, report: Report) -> str:
        """Who says so, through whom, in which report; where its outlet is not known, a report by its title."""
        outlet = publisher(report.outlet) if report.outlet else None
        if statement is None:
            return self._called(outlet) if outlet else self.report(report)
        speaker = self._called(statement.speaker.name)
        passed = [v.name for v in reversed(statement.via) if v.name not in (outlet, report.outlet)]
        for name in passed:
            speaker = label("paper.through", self.lang, speaker=speaker, via=self._called(name))
        inside = self._called(outlet) if outlet else self.report(report)
        return speaker if statement.speaker.name in (outlet, report.outlet) else label("paper.in", self.lang, speaker=speaker, outlet=inside)

    def report(self, report: Report) -> str:
        """A report whose outlet is not known; the name of its file is none."""
        title = isolated(" ".join(report.title.split()), self.lang) if report.title else ""
        return label("paper.report.titled", self.lang, title=title) if title else label("paper.report", self.lang)

    def without(self, claim: Claim) -> str:
        """What a deed is said to have gone without."""
        return label("paper.without.fight" if claim.mode is None else "paper.without", self.lang, what=type_label(claim.type, claim.mode, self.lang))

    def party(self, name: str) -> str:
        """A party's name."""
        return isolated(self.names.party(name) if self.lang == "ar" else _the(self.names.shown(name, "en")), self.lang)

    def plain(self, names: Sequence[str]) -> str:
        """Several parties as a heading names them; empty for none."""
        return (" و" if self.lang == "ar" else ", ").join(isolated(self.names.shown(n, self.lang), self.lang) for n in names)

    def named(self, name: str) -> str:
        """A source by its name alone."""
        return isolated(self.names.source(name) if self.lang == "ar" else name, self.lang)

    def outlet(self, name: str) -> str:
        """An outlet by its name alone."""
        return self.named(publisher(name))

    def place(self, name: str) -> str:
        """A place's name."""
        return isolated(self.names.place(name) if self.lang == "ar" else name, self.lang)

    def parties(self, names: Sequence[str]) -> str:
        """Several parties; «a party that is not named» for none."""
        shown = [self.party(n) for n in names]
        if not shown:
            return label("paper.nobody", self.lang)
        if len(shown) == 1 or self.lang == "ar":
            return " و".join(shown)
        return f"{', '.join(shown[:-1])} and {shown[-1]}"

    def _called(self, name: str) -> str:
        return isolated(oblique(self.names.source(name)) if self.lang == "ar" else _the(name), self.lang)

    def _sides(self, claim: Claim) -> tuple[list[str], list[str]]:
        """Who acts and on whom; what both do to each other is done by both."""
        a, r = list(dict.fromkeys(n.name for n in claim.actor)), list(dict.fromkeys(n.name for n in claim.recipient))
        if set(a) == set(r):
            return a, []
        return a, [n for n in r if n not in a] if claim.type in SYMMETRIC else r

    def _where(self, claim: Claim, place: str | None) -> str:
        out = f" {label('paper.place', self.lang, place=self.place(place))}" if place else ""
        return out + (f" {label('paper.time', self.lang, time=date_label(claim.time, self.lang))}" if claim.time else "")

    def _english(self, claim: Claim, place: str | None) -> str:
        did, base, did_alone, base_alone = _words(claim)["en"]
        a, r = self._sides(claim)
        if r:
            did, base = (w.format(r=self.parties(r)) for w in (did, base))
        else:
            did, base = did_alone, base_alone
        if claim.status == "planned":
            did = label("paper.was.to" if claim.occurred else "paper.was.not.to", "en", base=base, was="was" if len(a) < 2 else "were")
        elif not _happened(claim):
            did = label("paper.did.not", "en", base=base)
        return f"{self.parties(a)} {did}{self._where(claim, place)}"

    def _arabic(self, claim: Claim, place: str | None) -> str:
        verb, jussive, noun, on, alone = _words(claim)["ar"]
        a, r = self._sides(claim)
        rest = on.format(r=oblique(self.parties(r))) if r else alone
        actor = self.parties(a)
        female = bool(a) and feminine(a[0], self.party(a[0]))
        if claim.status == "planned":
            word, actor = noun if claim.occurred else label("paper.was.not.to", "ar", base=noun), oblique(actor)
        elif not _happened(claim):
            word = label("paper.did.not", "ar", base="ت" + jussive[1:] if female else jussive)
        else:
            word = _she(verb) if female else verb
        return " ".join(x for x in (word, actor, rest) if x) + self._where(claim, place)


def plain(text: str) -> str:
    """A text without marks of direction, which could turn what stands around it over; what no document can hold is U+FFFD."""
    return "".join(
        c if c.isprintable() or c in JOINERS else " " if c.isspace() else "" if unicodedata.category(c) == "Cf" else "\ufffd" for c in text
    )


def isolated(words: str, lang: str) -> str:
    """Words set apart, with Unicode isolates, from a text that runs the other way; as they are where they run with it."""
    words = plain(words)
    turned = [c for c in words if c.isalpha() and ("\u0590" <= c <= "\u08ff" or "\ufb1d" <= c <= "\ufefc") == (lang != "ar")]
    return f"\u2068{words}\u2069" if turned else words


def _the(name: str) -> str:
    """An English name with its article, if it has one."""
    last = name.rpartition(" ")[2].strip("“”")
    return f"the {name}" if last in _WITH_THE and not name.startswith(("the ", "The ", "a ", "an ")) else name


def oblique(name: str) -> str:
    """An Arabic name after a preposition or in a construct: «المدنيون» → «المدنيين»."""
    words = name.split(" ")
    if not words[0].strip("«»").endswith("ون") or words[0] in _ONE_THING:
        return name
    return " ".join(_PLURAL.sub(r"ين\1", w) if len(w) > 4 and w not in _ONE_THING else w for w in words)


def feminine(name: str, arabic: str) -> bool:
    """Whether Arabic treats a party as feminine: by the authority, else by its first word."""
    actor = actors().by_name.get(name.casefold())
    if actor is not None and actor.feminine:
        return True
    first = arabic.split(" ", maxsplit=1)[0].strip("«»")
    return first.endswith("ة") or (first.endswith("ات") and len(first) > 4) or first in _SHE_WORDS


def _she(verb: str) -> str:
    return verb[:-1] + "ت" if verb.endswith("ى") else verb + "ت"


def _words(claim: Claim) -> dict[str, list[str]]:
    known: dict[str, dict[str, list[str]]] = table("common", "telling")
    return known.get(f"{claim.type}.{claim.mode}") or known[claim.type]


def _happened(claim: Claim) -> bool:
    return claim.occurred and claim.status != "denied-by-speaker"
