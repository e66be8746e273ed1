"""Arabic words that stand for a party whom other words of the report name, or for people of no side: «القوة», «رجالها», «ضابط روسي», «سائق».

What is found here helps the learned reader to know who is named where; claims by rule do not ask for it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from isnad.grammar.rules import register
from isnad.grammar.sheet import Sheet
from isnad.lang.ar.claims_choose import mention_words
from isnad.lang.ar.claims_scene import Scene
from isnad.lang.ar.referring import Word, actors_known, adjectival, classes, classes_of, country_of, noun_at, rulers
from isnad.lang.ar.roles_subjects import Subjects
from isnad.lang.common.claims import Arg, Draft
from isnad.model.records import Made, Mention

NOUN = register("ar.reference.noun", "A noun stands for the party of its kind that the report names: «القوة», «ضابط».")
OWNED = register("ar.reference.owned", "People and arms with a pronoun are of the party that the pronoun stands for: «رجالها».")
NATION = register("ar.reference.nation", "An adjective of nation or side tells whose someone is: «ضابط روسي», «فلبينيون».")
CAPITAL = register("ar.reference.capital", "A capital or a state where no place is meant is its government.")
SHORT = register("ar.reference.short", "Part of a name stands for who bears it: «الحلو», «الأحرار».")
FOLKS = register("ar.reference.folk", "Ordinary people and what is theirs are civilians: «سائق», «أهل».")
HEAD = register("ar.reference.head", "A noun with the article takes up the name that it heads: «الغرفة» after «غرفة عمليات …».")
SIDE = register("ar.reference.side", "A word made from the name of a side: «داعشياً», «مشرف حوثي».")
ELDERS = register("ar.reference.elders", "Elders and notables without a name are the heads of tribes.")
WE = register("ar.reference.we", "The first person is whoever speaks, or civilians where a witness does.")

_KINDS = {
    "army": ("state", "force"),
    "group": ("group",),
    "body": ("organisation",),
}
_NAMED = frozenset({"state", "force", "group", "organisation", "person", "official"})
_OWNED, _GENERIC = "ar.mention.owned", "ar.mention.generic"
_CIVILIANS = "civilians"
_ELDERS = "tribal leaders"
_NISBA = ("ال", "", "و", "وال", "لل", "بال", "ل", "ب")


class References:
    """Reads one document.

    Args:
        sheet: the report with its mentions and statements.
        drafts: its claims.
    """

    def __init__(self, sheet: Sheet, drafts: Sequence[Draft]) -> None:
        self.doc = sheet.doc
        n = len(self.doc.tokens)
        self.sides: list[tuple[int, int, Mention]] = []
        self.known: list[Mention | None] = [None] * n
        """Who is named by each word."""
        self.loose: list[tuple[int, int, Mention]] = []
        for m in sheet.mentions:
            first, last = self.doc.tokens_in(m.span)
            for w in range(first, last):
                self.known[w] = m
            if first < last and m.made.rule in (_OWNED, _GENERIC):
                self.loose.append((first, last, m))
            if first < last and m.party and m.kind in _NAMED and not m.party[:1].islower():
                self.sides.append((first, last, m))
        for d in drafts:
            for a in (*d.actor, *d.recipient):
                for w in range(a.first, min(a.last, n)):
                    if self.known[w] is None:
                        self.known[w] = a.mention
        self.subjects = Subjects(Scene(sheet))
        self.out: dict[int, Arg] = {}
        self.ways: dict[str, tuple[list[int], list[Mention], list[tuple[str, int]]]] = {}
        for name, kinds in _KINDS.items():
            here = [(last, m) for _, last, m in self.sides if m.kind in kinds]
            counts = Counter(m.party or "" for _, m in here).most_common()
            self.ways[name] = [last for last, _ in here], [m for _, m in here], counts
        self.home = self._home(sheet)
        armies_of = rulers(self.home)
        at_home = Counter(m.party or "" for _, _, m in self.sides if m.kind in _KINDS["army"] and m.party in armies_of).most_common()
        lasts, armies, counts = self.ways["army"]
        self.ways["home"] = lasts, armies, at_home or counts
        self.of = {m.party or "": m for _, _, m in reversed(self.sides)}
        self.often = Counter(m.party or "" for _, _, m in self.sides)
        self.heads: dict[str, tuple[list[int], list[Mention]]] = {}
        for first, last, m in self.sides:
            word = self.doc.tokens[first].norm
            if last - first > 1 and m.kind in ("group", "force", "organisation"):
                at, who = self.heads.setdefault(word.removeprefix("ال"), ([], []))
                at.append(last)
                who.append(m)
        self.short = self._short()

    def _home(self, sheet: Sheet) -> str:
        """The country of which most places and parties of the report are."""
        counts = Counter(p.country for p in sheet.places if p.country)
        counts.update(c for c in (country_of(m.entity) for _, _, m in self.sides) if c)
        return counts.most_common(1)[0][0] if counts else ""

    def read(self) -> list[Arg]:
        """The words, in order."""
        for first, last, m in self.loose:
            side = self._again(first, m)
            if side is not None and side.party != m.party:
                for w in range(first, last):
                    self._put(w, side, OWNED)
        for i, t in enumerate(self.doc.tokens):
            if t.kind == "word" and i not in self.out and self._open(i):
                self._word(i, t.norm)
        return [self.out[i] for i in sorted(self.out)]

    def _again(self, i: int, m: Mention) -> Mention | None:
        """Whom a mention means that the report has to explain: by its pronoun, or attackers of the side that attacks most."""
        if m.made.rule == _OWNED:
            norm = self.doc.tokens[i].norm
            enc = next((e for e in ("هم", "ها", "ه") if norm.endswith(e)), "")
            return self._owner(enc, i) if enc else None
        word = noun_at(self.doc.tokens[i].norm)
        if word is not None and word[0].again:
            return next((side for kind, how in word[0].again if (side := self._chosen(kind, how, i)) is not None), None)
        return None

    def _open(self, i: int) -> bool:
        """Whether the word names nobody yet, or only what somebody is."""
        m = self.known[i]
        return m is None or not m.party or (m.party[:1].islower() and m.party not in (_CIVILIANS, "protesters") and m.kind != "people")

    def _word(self, i: int, norm: str) -> None:
        found = noun_at(norm)
        if found is not None and self._by_noun(i, *found):
            return
        if self.known[i] is not None:
            return
        if self._special(i, norm):
            return
        if self._capital(i) or self._shortened(i, norm) or self._we(i, norm) or self._national(i):
            return
        self._folk(i, found)

    def _by_noun(self, i: int, word: Word, pro: str, enc: str) -> bool:
        """A noun for people, arms or bodies of a side."""
        if word.kind == "folk":
            return False
        settled = pro.endswith(("ال", "لل"))
        if settled and i and adjectival(self.doc.tokens[i].norm, self.doc.tokens[i - 1].norm):
            return False
        if word.nation and not enc:
            side = self._beside(i, settled)
            if side is not None:
                return self._put(i, side, NATION, word.id)
        if word.leads and not enc and self._leads(i, word):
            return True
        if enc:
            if enc == "نا" or not word.owned:
                return False
            side = self._owner(enc, i)
            return side is not None and self._put(i, side, OWNED, word.id)
        for kind, how in word.settled if settled else word.bare:
            m = self._chosen(kind, how, i)
            if m is not None:
                return self._put(i, m, NOUN, word.id)
        return False

    def _leads(self, i: int, word: Word) -> bool:
        """«قائد اللواء», «ضابط من الفرقة السابعة»: who leads or serves a unit that nothing else names is of the army at home."""
        j = i + 1
        while j < i + 3 and j < len(self.doc.tokens) and self.doc.tokens[j].norm in ("من", "في", "ب"):
            j += 1
        after = noun_at(self.doc.tokens[j].norm) if j < len(self.doc.tokens) else None
        if after is None or not after[0].unit or not after[1].endswith(("ال", "لل")) or self.known[j] not in (None, self.known[i]):
            return False
        side = self._chosen("home", "most", i)
        return side is not None and self._put(i, side, NOUN, word.id)

    def _beside(self, i: int, settled: bool) -> Mention | None:
        """The side in an adjective after the noun, or named right behind it, with «من», «في» or «ل» between or without."""
        n = len(self.doc.tokens)
        for k in (i + 1, i + 2):
            side = self._adjective(k)
            if side is not None:
                return side
        j = i + 1
        if j < n and self.doc.tokens[j].norm in ("منهم", "منها", "منه"):
            return self._owner(self.doc.tokens[j].norm[2:], i)
        if j < n and self.doc.tokens[j].norm in ("من", "في", "لدي", "عن"):
            j += 1
        elif settled:
            return None
        while j < n and self.doc.tokens[j].kind == "punct" and j < i + 3:
            j += 1
        m = self.known[j] if j < n else None
        return m if m is not None and m is not self.known[i] and m.party in self.of and m.kind != "people" else None

    def _owner(self, enc: str, i: int) -> Mention | None:
        """The party that a pronoun at a word stands for."""
        owner = [a for a in self.subjects.pronoun(enc, i, []) if a.party in self.of]
        return self.of[owner[0].party] if owner else None

    def _adjective(self, k: int) -> Mention | None:
        """The side that an adjective names; one of the country at home, and «حكومي», its army."""
        if k >= len(self.doc.tokens):
            return None
        if any(w.kind == "home" for w in classes_of(self.doc.tokens[k].norm)):
            return self._chosen("home", "most", k)
        for m in mention_words().at(self.doc, k):
            if m.entry.data.get("l") == "nisba" and m.proclitics in ("", "ال") and m.last == k + 1:
                at_home = country_of(m.entry.data["id"]) == self.home
                return (self._chosen("home", "most", k) if at_home else None) or self._actor(m.entry.data["id"], k)
        return None

    def _actor(self, actor: str, k: int) -> Mention | None:
        """An actor of the authority as a word names it."""
        known = actors_known().get(actor)
        if known is None:
            return None
        span = self.doc.span(k, k + 1)
        return Mention(span, known[1], actor, known[2], Made(NATION, (), (span,)), None, known[0])

    def _chosen(self, kind: str, how: str, i: int) -> Mention | None:
        """The party of a kind that is meant at a word, or None where it is not plain."""
        lasts, mentions, counts = self.ways[kind]
        if not counts:
            return None
        top, often = counts[0]
        if how == "most":
            return self.of[top]
        if how == "only":
            return self.of[top] if len(counts) == 1 else None
        if how == "clear":
            return self.of[top] if len(counts) == 1 or often >= 2 * counts[1][1] else None
        k = bisect_right(lasts, i)
        if not k:
            return None
        near = mentions[k - 1]
        return near if how == "near" or near.party == top else None

    def _capital(self, i: int) -> bool:
        """A capital or state that no word of place stands before."""
        before = self.doc.tokens[i - 1].norm if i else ""
        for m in mention_words().at(self.doc, i):
            layer = m.entry.data.get("l")
            actor = m.entry.data.get("id") or m.entry.id
            if (layer == "capital" or (layer == "actor" and actor in actors_known() and actor.startswith("state."))) and m.last == i + 1:
                if m.data.get("a") and "ال" not in m.proclitics:
                    continue
                if m.proclitics.removesuffix("ال") in ("ب",) or any(w.kind == "place" for w in classes().get(before, ())):
                    return True
                side = self._actor(actor, i)
                return side is not None and self._put(i, side, CAPITAL, m.entry.id)
        return False

    def _short(self) -> dict[str, Mention | None]:
        """Words of the names of the report that may stand for their bearers; None where two bear one."""
        out: dict[str, Mention | None] = {}
        for first, last, m in self.sides:
            if last - first < 2:
                continue
            norms = [t.norm for t in self.doc.tokens[first:last] if t.kind == "word"]
            while len(norms) > 2 and noun_at(norms[0]) is not None:
                norms = norms[1:]
            if m.kind == "person":
                words = norms[-1:]
            elif m.kind in ("group", "force") and len(norms) == 2:
                if norms[0][0] in "وف" and len(norms[0]) > 4 and not norms[0].startswith("ال"):
                    norms[0] = norms[0][1:]
                if noun_at(norms[0]) is not None and norms[1].startswith("ال"):
                    words = norms[1:]  # «التوحيد» for «لواء التوحيد»
                else:
                    words = [norms[0] if norms[0].startswith("ال") else "ال" + norms[0]]  # «العاصفة» for «عاصفة الشمال»
            else:
                continue
            for w in words:
                if len(w) < 3 or noun_at(w) is not None:
                    continue
                other = out.setdefault(w, m)
                if other is not None and other.party != m.party:
                    out[w] = None
        return out

    def _shortened(self, i: int, norm: str) -> bool:
        """Part of a name that the report has in full."""
        for form in (norm, norm[1:] if norm[:1] in "وفبلك" else norm, "ال" + norm[2:] if norm.startswith("لل") else norm):
            m = self.short.get(form)
            if m is not None:
                return self._put(i, m, SHORT, m.kind)
        return False

    def _we(self, i: int, norm: str) -> bool:
        """The first person."""
        if not any(w.kind == "we" for w in classes().get(norm, ())):
            return False
        span = self.doc.span(i, i + 1)
        side = self.subjects.speaker_at(span)
        if side and not side[0].party[:1].islower():
            return self._put(i, self.of.get(side[0].party) or side[0].mention, WE)
        said = self.subjects.speakers.covering(span)
        return said is not None and said.kind in ("witness", "person") and self._people(i, WE)

    def _special(self, i: int, norm: str) -> bool:
        """Elders, words made from the name of a side, and nouns that take up the name they head."""
        for word in classes_of(norm):
            if word.kind == "elders":
                span = self.doc.span(i, i + 1)
                mention = Mention(span, _ELDERS, None, "people", Made(ELDERS, (word.id,), (span,)), None, _ELDERS)
                self.out[i] = Arg(i, i + 1, mention, _ELDERS)
                return True
            if word.kind == "side" and (side := self._called(i, norm, word)) is not None:
                return self._put(i, side, SIDE, word.id)
            if word.kind == "home":
                side = self._chosen("home", "most", i)
                return side is not None and self._put(i, side, SIDE, word.id)
        return self._headed(i, norm)

    def _called(self, i: int, norm: str, word: Word) -> Mention | None:
        """The party of whose name a word is made: one that the report names, else the one that the news of its country mean."""
        best = max((p for p in word.of if p in self.of), key=lambda p: self.often[p], default=None)
        if best is not None:
            return self.of[best]
        after = self.doc.tokens[i + 1].norm if i + 1 < len(self.doc.tokens) else ""
        if word.nation:
            best = word.of[0]
        elif "ال" not in norm[:4] or not after.startswith("ال"):  # «الإصلاح» the party, not «الإصلاح الزراعي»
            best = word.at.get(self.home)
        if best is None:
            return None
        span = self.doc.span(i, i + 1)
        return self.of.get(best) or Mention(span, best, None, "group", Made(SIDE, (word.id,), (span,)), None, best)

    def _headed(self, i: int, norm: str) -> bool:
        """A noun with the article that heads the name of a party told of before."""
        for pro in ("", "و", "ف", "ب", "ك"):
            if norm.startswith(pro + "ال"):
                at, who = self.heads.get(norm[len(pro) + 2 :], ([], []))
                k = bisect_right(at, i)
                return bool(k) and self._put(i, who[k - 1], HEAD)
        return False

    def _national(self, i: int) -> bool:
        """An adjective or noun of a foreign state, or an alias that only its own country uses."""
        for m in mention_words().at(self.doc, i):
            actor = m.entry.data.get("id") or m.entry.id
            known = actors_known().get(actor)
            if known is None or m.last != i + 1:
                continue
            layer = m.entry.data.get("l")
            if layer == "nisba" and actor.startswith("state.") and country_of(actor) not in (self.home, "PS") and m.proclitics in _NISBA:
                side = self._actor(actor, i)
                return side is not None and self._put(i, side, NATION)
            if layer == "actor" and not actor.startswith("state.") and (known[0] in self.of or country_of(actor) == self.home):
                if m.data.get("a") and "ال" not in m.proclitics and not m.proclitics.endswith("لل"):
                    continue
                side = self.of.get(known[0]) or self._actor(actor, i)
                return side is not None and self._put(i, side, SIDE, actor)
        return False

    def _folk(self, i: int, found: tuple[Word, str, str] | None) -> None:
        if found is not None and found[0].kind == "folk" and (not found[2] or found[0].owned):
            self._people(i, FOLKS, found[0].id)

    def _people(self, i: int, rule: str, *entries: str) -> bool:
        span = self.doc.span(i, i + 1)
        self.out[i] = Arg(i, i + 1, Mention(span, _CIVILIANS, None, "people", Made(rule, entries, (span,)), None, _CIVILIANS), _CIVILIANS, loose=True)
        return True

    def _put(self, i: int, side: Mention, rule: str, *entries: str) -> bool:
        span = self.doc.span(i, i + 1)
        party = side.party or side.name
        kind = "group" if side.kind in ("person", "official") else side.kind
        self.out[i] = Arg(i, i + 1, Mention(span, party, None, kind, Made(rule, entries, (span,)), None, party), party)
        return True


def referred(sheet: Sheet, drafts: Sequence[Draft]) -> list[Arg]:
    """Words that name nobody, or somebody by a description, and stand for a party, in order; none for a document that is not Arabic.

    Args:
        sheet: the report with its mentions and statements.
        drafts: its claims.
    """
    return References(sheet, drafts).read() if sheet.doc.lang == "ar" else []
