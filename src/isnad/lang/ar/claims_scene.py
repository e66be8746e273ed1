"""The layout of an Arabic document for the claim rules, and what governs each party in it."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from isnad.grammar.rules import register
from isnad.grammar.sheet import Sheet
from isnad.lang.ar.claims_choose import Readings, clitic, mention_words
from isnad.lang.ar.claims_parties import HELD, anaphors, captivity
from isnad.lang.ar.claims_sets import (
    ABOUT,
    AS_SAID,
    COPULAS,
    DAYS,
    MORE,
    NO_UNITS,
    OWN_PEOPLE,
    OWNED,
    PREPS,
    QUANTITIES,
    QUOTES,
    RELATIVES,
    REPLACES,
    STRONG,
    SUBORD,
    UNITS,
    WEAPONS,
)
from isnad.lang.ar.claims_states import dealt_with, states
from isnad.lang.ar.claims_words import Words, find
from isnad.lang.ar.clitics import analyses
from isnad.lang.common.claims import Arg
from isnad.model.records import Made, Mention

LOOSE = ("person", "official", "organisation")
ADJECTIVE = register(
    "ar.claim.adjective", "An adjective of nationality after an act, or joined to another, names the state: «القصف الروسي», «الطيران السوري والروسي»."
)
FOLK: dict[str, tuple[str, Literal["people", "force", "group"]]] = {
    "civilians": ("civilians", "people"),
    "homes": ("civilians", "people"),  # what is hit is theirs
    "protesters": ("protesters", "people"),
    "soldiers": ("soldiers", "force"),
    "police": ("police", "force"),
    "attackers": ("attackers", "group"),
    "gunmen": ("gunmen", "group"),
    "militants": ("militants", "group"),
    "mercenaries": ("mercenaries", "group"),
    "jihadists": ("jihadists", "group"),
}
FOLKS = register("ar.claim.folk", "People named by what they are, whom the text gives no side, take part where the grammar puts them.")
UNNAMED_UNITS = register("ar.claim.unnamed-units", "«الوحدات», «التشكيلات», «الحامية» without a name are an army's men.")
PERSONS = register("ar.claim.persons", "Counted persons whom the text gives no side are civilians.")


@lru_cache(maxsize=65536)
def folk_word(words: Words, norm: str) -> str:
    """The class of people a word names, or nothing."""
    for _, core, enc in analyses(norm):
        if enc == "ه":
            continue  # «تجارة» is not «تجاره»
        for name in FOLK:
            whole, stems = words.contexts["folk-" + name]
            if core in whole or (not enc and core.endswith("ا") and core[:-1] in whole) or (stems and core.startswith(stems)):
                return name
    return ""


class Scene(Readings):
    """One document laid out, with parties governed and coordinated."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        for i, t in enumerate(self.doc.tokens):
            if t.kind == "punct":
                self.kind[i] = "." if t.norm in STRONG else "q" if t.norm in QUOTES else ","
            elif t.norm in RELATIVES:
                self.kind[i] = "R"
            elif t.norm in PREPS or (t.norm[1:] in PREPS and t.norm[0] in "وف"):
                self.kind[i] = "P"
            elif t.norm in SUBORD:
                self.kind[i] = "S"
        for time in sheet.times:
            self.mark(time.span, "T")
        for place in sheet.places:
            self.mark(place.span, "L")
        self.put_args([*self._parties(sheet), *anaphors(self)])
        self.put_hits(self.choose(find(self.doc)))
        self.put_args([*self.args, *dealt_with(self)])
        for k in range(len(self.args)):
            self._govern(k)
        self._coordinate()
        self._absorb()
        self.put_groups()

    def _parties(self, sheet: Sheet) -> list[Arg]:
        """Parties from the mentions, and counted people that no mention covers («20 شخصا»)."""
        doc = self.doc
        found: list[Arg] = []
        for mention in sheet.mentions:
            first, last = doc.tokens_in(mention.span)
            if mention.kind == "people" and last == first + 1 and captivity(self, first):
                continue
            loose = mention.party is None and mention.kind in LOOSE
            if first < last and (mention.party or loose):
                found.append(Arg(first, last, mention, mention.party or mention.name, loose=loose))
            for j in range(first, last):
                self.kind[j] = "A" if mention.party or loose else "N"
        for i, t in enumerate(doc.tokens):
            if t.kind == "word" and self.kind[i] in "wT" and self.words.in_context("persons", t.norm):
                people = Mention(t.span, "civilians", None, "people", Made(PERSONS, (), (t.span,)), None, "civilians")
                found.append(Arg(i, i + 1, people, "civilians"))
            elif t.kind == "word" and self.kind[i] == "w" and self._own_people(i):
                who = Mention(t.span, "fighters", None, "group", Made(FOLKS, (), (t.span,)), None, "fighters")
                found.append(Arg(i, i + 1, who, "fighters"))
            elif t.kind == "word" and self.kind[i] == "w" and self._bare_units(i):
                who = Mention(t.span, "soldiers", None, "force", Made(UNNAMED_UNITS, (), (t.span,)), None, "soldiers")
                found.append(Arg(i, i + 1, who, "soldiers", loose=True))
            elif t.kind == "word" and self.kind[i] == "w":
                folk = self._folk(i)
                if folk:
                    name, kind = FOLK[folk]
                    who = Mention(t.span, name, None, kind, Made(FOLKS, (), (t.span,)), None, name)
                    found.append(Arg(i, i + 1, who, name, loose=True))
        for arg in found:  # «قوات (تنظيم الدولة)»
            j = self.back(arg.first)
            if 0 <= j < arg.first - 1 and self.kind[j] == "w" and not self.norm(j).startswith("ال") and self.words.in_context("units", self.norm(j)):
                arg.first = j
        for arg in list(found):  # «الطيران السوري والروسي»
            j = arg.last
            if j < len(self.kind) and self.kind[j] in "wN" and arg.mention.kind in ("force", "state", "official") and not arg.loose:
                second = self.nationality(j, ("وال",))
                if second is not None and second.party != arg.party:
                    found.append(second)
        return found

    def _bare_units(self, i: int) -> bool:
        """«الوحدات», «التشكيلات العاملة في …», «حامية البلدة»: an army's men, whose army the clause does not name."""
        norm = self.norm(i)
        if i + 1 < len(self.kind) and (self.kind[i + 1] in "A" or self.norm(i + 1) in NO_UNITS):
            return False
        whole = any(pro.endswith(("ال", "لل")) and not enc and core in UNITS for pro, core, enc in analyses(norm))
        return whole or (norm.removeprefix("و") == "حاميه" and self.norm(i + 1).startswith("ال")) or norm.removeprefix("و") == "حاميتها"

    def _own_people(self, i: int) -> bool:
        """«أفرادها», «رجاله»: the people of the side that the pronoun stands for."""
        return any(enc in ("ها", "ه", "هم", "نا") and core in OWN_PEOPLE for _, core, enc in analyses(self.norm(i)))

    def _folk(self, i: int) -> str:
        """What people a noun names whom the text gives no side: «جنديا», «متظاهرون»; empty for other words."""
        norm = self.norm(i)
        name = folk_word(self.words, norm) or ("civilians" if self._nationals(i) else "")
        if name and any(r[1] == "hal" for r in self.words.readings(norm)):
            return ""  # «متهما روسيا» accuses
        if not name or (self.words.in_context("folk-adjective", norm) and not self._heads(i)):
            return ""
        bare = not norm.startswith("ال") and not self.norm(i + 1).startswith(("ال", "لل", "و"))
        return "" if bare and i + 1 < len(self.kind) and self.kind[i + 1] == "A" else name  # «متطوعون جهاديون»: the mention says it

    def _nationals(self, i: int) -> bool:
        """«خمسة عراقيين», «آلاف الإيرانيين», «خطفوا أميركيا»: people counted or acted on by their nationality."""
        norm = self.norm(i)
        j = self.back(i)
        if j < 0 or not norm.endswith(("ين", "ون", "يا")) or not self._nisba(i):
            return False
        if norm.endswith("يا"):
            hurt = any(r[0].type == "ASSAULT" for r in self.words.readings(self.norm(j)))
            return not norm.startswith("ال") and (hurt or self.counts(j) or self.kind[j] == "T")
        return self.counts(j) or self.norm(j) in QUANTITIES

    def _heads(self, i: int) -> bool:
        """Whether a word that may be an adjective heads its phrase here: after a verb, a number, a preposition or at the start."""
        j = self.back(i)
        if j < 0 or self.kind[j] in "SP.,T" or self.counts(j):
            return True
        found = self.words.readings(self.norm(j))
        opens = self.back(j) < 0 or self.kind[self.back(j)] in "S.," or self.norm(j).startswith(("و", "ف"))
        if found and (any if opens else all)(r[1] in ("perf", "impf") for r in found):
            return True
        if self.norm(j).startswith("ال") and not self.norm(i).startswith("ال"):
            return True  # «أوقفت الشرطة شابا»: no adjective of a definite noun
        k = self.back(j)
        if self.kind[j] == "A" and k >= 0 and self.norm(i).endswith("ين") and not self.norm(j).endswith(("ين", "ون", "ات")):
            verbs = self.words.readings(self.norm(k))
            if any(r[1] in ("perf", "impf") for r in verbs):
                return True  # «طارد الجيش المهاجمين»
        return self.norm(i).endswith("ون") and self.kind[j] == "w" and not self.norm(j).endswith("ون")

    def nationality(self, j: int, pros: tuple[str, ...]) -> Arg | None:
        """The state that an adjective at token `j` names, if these letters stand before it."""
        for m in mention_words().at(self.doc, j):
            if m.entry.data.get("l") == "nisba" and m.proclitics in pros:
                known = states().get(m.entry.data["id"])
                if known:
                    made = Made(ADJECTIVE, (m.entry.id,), (m.span,))
                    return Arg(j, j + 1, Mention(m.span, known[1], m.entry.data["id"], "state", made, None, known[0]), known[0])
        return None

    def _govern(self, k: int) -> None:
        arg = self.args[k]
        letter = clitic(self, arg.first)
        if letter == "ب" and arg.mention.kind == "force" and self._unit_before(arg):
            letter = ""
        i = self.back(arg.first)
        if letter == "ل" and i >= 0 and self.norm(i).removeprefix("ال") in OWNED:
            letter, i = "", self.back(i)  # «دبابات تابعة لداعش»: what a side owns stands for it
        if letter:
            arg.prep = letter
            return
        if self._adjective_of(arg, i):
            arg.prep = "adj"
            return
        if i >= 0 and self.norm(self.back(i)) in AS_SAID:  # «كما أعلنت الوكالة»
            arg.prep = "كما"
            return
        steps = 0
        number, apart = False, False  # a number before the party, and another word before the number
        while i >= 0 and steps < 5:
            kind, norm = self.kind[i], self.norm(i)
            if kind in "wT" and self.counts(i):
                number = True
            elif kind == "w" and number:
                apart = True
            if kind == "P":
                k2 = self.back(i)
                before = self.norm(k2) if k2 >= 0 else ""
                if norm in ("قبل", "جانب") and before in ("من", "ومن"):
                    arg.prep = "من قبل"
                elif norm in ABOUT and steps > 0 and self.counts(i + 1):
                    i, steps = k2, steps + 1
                    continue
                elif norm == "بين" and before == "ما" and self.counts(i + 1):
                    i, steps = self.back(k2), steps + 1  # «مقتل ما بين 8 و13 شخصا»
                    continue
                elif (norm, before) in MORE:
                    i = self.back(k2)
                    while i >= 0 and self.norm(i) in ("ما", "لا"):
                        i = self.back(i)
                    steps += 1
                    continue
                elif norm == "من" and (at := self._through(i)) >= 0:
                    i = at
                    steps += 1
                    continue
                elif norm == "من" and k2 >= 0 and (before in QUANTITIES or self.kind[k2] == "T" or self.counts(k2)):
                    i = self.back(k2) if self.kind[k2] != "T" else k2
                    while i >= 0 and self.kind[i] == "T":
                        i = self.back(i)
                    steps += 1
                    continue
                else:
                    arg.prep = norm.removeprefix("و") if norm[1:] in PREPS else norm
                return
            if norm in ("يد", "ايدي", "يدي", "بيد", "بايدي", "ايد"):
                k2 = self.back(i)
                by = k2 >= 0 and self.norm(k2) not in HELD and (norm.startswith("ب") or self.norm(k2) == "علي")
                arg.prep = "علي يد" if by or (k2 < 0 and norm.startswith("ب")) else "في يد"
                return
            if norm in WEAPONS:  # «قتل بنيران مسلحين»
                arg.prep = "علي يد"
                return
            if kind == "E":
                hit = self.over.get(i)
                if hit is not None and "ال" not in hit.pro and not hit.enc and not apart and not self._accusative(arg):  # not «غارة جوية ستة مدنيين»
                    arg.head = hit.first
                return
            if arg.mention.kind in ("person", "official") and steps < 2 and norm.startswith("ال") and self._nisba(i):
                i, steps = self.back(i), steps + 1  # «نظيره الروسي بوتين»
                continue
            if kind in "AVRS.,L" or norm.startswith("ال") or norm in COPULAS or norm in DAYS or (self.doc.tokens[i].kind == "number" and steps > 1):
                return
            if norm.startswith("لل"):
                arg.prep = "ل"
                return
            for pro, core, _ in analyses(norm):
                if pro.endswith(("ب", "ل")) and len(pro) <= 2 and self.words.in_context("themes", core):
                    arg.prep = pro[-1]
                    return
            i, steps = self.back(i), steps + 1

    def _accusative(self, arg: Arg) -> bool:
        """«هجوم انتحاري حاجزا»: an indefinite accusative, which is nobody's genitive."""
        word = self.norm(arg.first)
        return word.endswith("ا") and not word.endswith(("يا", "ها", "نا")) and any(e.startswith("ar.head.") for e in arg.mention.made.entries[:1])

    def _adjective_of(self, arg: Arg, i: int) -> bool:
        """Whether a party is only the nationality of an act: «ضربة جوية أميركية»."""
        if arg.mention.kind != "state" or arg.last - arg.first > 1 or not self._nisba(arg.first):
            return False
        steps = 0
        while i >= 0 and steps < 2 and self.kind[i] == "w":
            i, steps = self.back(i), steps + 1
        return i >= 0 and self.kind[i] == "E"

    def _through(self, i: int) -> int:
        """Over «19 عنصرا من», «من فيها من», to the token before that decides; -1 when من at `i` is a preposition of its own."""
        k = self.back(i)
        if k < 0 or self.kind[k] not in "wTP":
            return -1
        n = self.back(k)
        if n >= 0 and not self.norm(k).startswith("ال") and (self.doc.tokens[n].kind == "number" or self.words.in_context("numbers", self.norm(n))):
            while n >= 0 and self.counts(n):
                n = self.back(n)
            return n
        if self.norm(k) in ("فيها", "فيه", "بها", "به", "هناك", "لديها", "لديه", "تبقي", "بقي") and n >= 0 and self.norm(n) in ("من", "ما"):
            return self.back(n)
        return -1

    def counts(self, i: int) -> bool:
        """Whether token `i` is a number or a word of quantity."""
        if i >= len(self.kind):
            return False
        norm = self.norm(i)
        return self.doc.tokens[i].kind == "number" or self.kind[i] == "T" or norm in QUANTITIES or self.words.in_context("numbers", norm)

    def _unit_before(self, arg: Arg) -> bool:
        """«قوات النخبة بالجيش العراقي»: the army after ب is the whole of which the unit before it is a part."""
        j, steps = self.back(arg.first), 0
        while j >= 0 and steps < 3 and self.kind[j] == "w":
            if self.words.in_context("units", self.norm(j)):
                arg.first = j
                return True
            j, steps = self.back(j), steps + 1
        return False

    def _coordinate(self) -> None:
        """Give parties that stand side by side with و one group, and the preposition of the first."""
        group = 0
        for k, arg in enumerate(self.args):
            before = self.args[k - 1] if k else None
            if before is not None and before.loose == arg.loose and self._joined(before, arg):
                arg.group = before.group
                if not arg.prep or arg.prep == before.prep:
                    arg.prep, arg.head = before.prep, before.head
            else:
                arg.group = group
                group += 1

    def _absorb(self) -> None:
        """«مقاتلين من التنظيم», «مسلحو (داعش)»: a bare word for fighters takes the side after it."""
        for arg, after in zip(self.args, self.args[1:], strict=False):  # «خسر الجيش 152 عسكريا»
            counted = 0 < after.first - arg.last <= 3 and all(self.counts(j) for j in range(arg.last, after.first))
            if after.loose and after.mention.kind == "force" and not arg.loose and arg.mention.kind in ("force", "group") and counted:
                after.party, after.loose = arg.party, False
        for k, arg in enumerate(self.args[:-1]):
            after = self.args[k + 1]
            if arg.prep and after.prep == "من" and arg.party == after.party and after.group != arg.group and after.first - arg.last <= 1:
                for other in self.args[k + 2 : k + 8]:  # «بين ضباط من الجيش وأمراء من التنظيم»: who is joined stands beside the officers
                    if other.group == after.group:
                        other.group, other.prep = arg.group, arg.prep
                after.group, after.prep = arg.group, "part"
                continue
            if not is_generic(arg.party) or is_generic(after.party) or after.party == "civilians":
                continue
            gap = [j for j in range(arg.last, after.first) if self.kind[j] != "q"]
            beside = not gap and not after.prep and self.norm(arg.last - 1).endswith(("و", "ي")) and after.group != arg.group
            if after.prep != "من" and not beside:
                continue
            if beside or (len(gap) == 1 and self.norm(gap[0]) == "من") or not gap:
                arg.party = after.party
                arg.last = after.last
                after.group, after.prep = arg.group, "part"

    def _joined(self, before: Arg, arg: Arg) -> bool:
        gap = [j for j in range(before.last, min(arg.first, before.last + 12)) if self.kind[j] != "q"]
        if len(gap) > 4 or arg.first - before.last > 12 or self.doc.sentence_of(arg.first) != self.doc.sentence_of(before.first):
            return False
        comma = False
        linked = self.norm(arg.first).startswith("و") and (not gap or self._conjoined(arg))
        for j in gap:
            if self.kind[j] in "VERSP." or self.norm(j).removeprefix("و") in REPLACES:
                return False
            if self.norm(j) in ("و", "او") or self.norm(j).startswith("و"):
                linked = True
            comma = comma or self.kind[j] == ","
        return linked or (comma and self._list_goes_on(arg))

    def _list_goes_on(self, arg: Arg) -> bool:
        """Whether a list whose members stand between commas ends with «و»; else the second of two is an apposition."""
        k = self.arg_at[arg.first]
        return any(self.norm(a.first).startswith("و") and a.first - arg.last < 12 for a in self.args[k + 1 : k + 4])

    def _nisba(self, i: int) -> bool:
        return any(m.entry.data.get("l") == "nisba" for m in mention_words().at(self.doc, i))

    def _conjoined(self, arg: Arg) -> bool:
        for m in mention_words().at(self.doc, arg.first):
            if m.proclitics.startswith("و"):
                return True
        return self.norm(arg.first).startswith("وال")


def is_generic(party: str) -> bool:
    """Whether a party is a bare word for fighters, not a side."""
    return party[:1].islower() and party != "civilians"
