"""Arabic phrases for parties: names, organs of a side, fighters, generic words."""

from __future__ import annotations

from functools import cache

from isnad.grammar.lexicon import Lexicon, Match
from isnad.grammar.rules import register
from isnad.lang.pack import lexicon
from isnad.resolve.actors import Actor, actors
from isnad.resolve.mentions import BareDoc, Found, Words
from isnad.text.doc import Doc

NAME = register("ar.mention.name", "A name or alias of the actor authority stands here.")
ORGAN = register("ar.mention.organ", "A word for forces, organs or people of a side with the side's name or adjective after it.")
GENERIC = register("ar.mention.generic", "A word for a party without its name, resolved by the document.")
PEOPLE = register("ar.mention.people", "A word for people who are no party: civilians, residents, the displaced.")
STATE = register("ar.mention.state", "The name of a state or its capital stands for its government.")


@cache
def _lexicon() -> Lexicon:
    return lexicon("ar", "mention_words")


def definite(m: Match) -> bool:
    """Whether the article stands before the word."""
    return m.proclitics.endswith(("ال", "لل"))


class Arabic:
    """Reads one document."""

    def __init__(self, doc: Doc) -> None:
        self.words = Words(BareDoc(doc), _lexicon())
        self.actors = actors()

    def read(self) -> list[Found]:
        """All candidates, left to right, none overlapping."""
        out: list[Found] = []
        i = 0
        while i < self.words.size:
            found = self.phrase(i)
            if found is None:
                i += 1
            else:
                out.append(found)
                i = found.last
        return out

    def actor_at(self, i: int, *, named: bool = False) -> Match | None:
        """The longest alias at token `i`; guarded ones only in quotation marks or if `named`."""
        best: Match | None = None
        if i >= self.words.size:
            return None
        for m in self.words.at[i].get("actor", ()):
            if m.entry.id.endswith(".al") and not definite(m):
                continue
            if m.data.get("q") and not named and not self.words.doc.opened[i]:
                continue
            if best is None or (m.last, -len(m.proclitics)) > (best.last, -len(best.proclitics)):
                best = m
        return best

    def layer(self, i: int, name: str) -> Match | None:
        """The longest match of a layer at token `i` that peels least."""
        if i >= self.words.size:
            return None
        return max(self.words.at[i].get(name, ()), key=lambda m: (m.last, -len(m.proclitics) - len(m.enclitic)), default=None)

    def phrase(self, i: int) -> Found | None:
        """The party phrase that begins at token `i`."""
        name = self.actor_at(i)
        head = self.layer(i, "head")
        if name is not None and (head is None or name.last > head.last):
            return self.named(name)
        if head is not None:
            return self.headed(head)
        return None

    def named(self, m: Match) -> Found | None:
        """A name of the authority, with its short form in brackets."""
        actor = self.actors.by_id[m.entry.data.get("id", m.entry.id)]
        if actor.id.startswith("state."):
            return None
        last = self._alias_in_brackets(m.last, actor)
        key = tuple(dict.fromkeys(actor.heads))
        return Found(m.first, last, actor.kind, actor.name, actor.id, actor.party, NAME, (m.entry.id,), country=actor.country, keys=key)

    def _alias_in_brackets(self, i: int, actor: Actor) -> int:
        w = self.words
        if w.norm(i) == "(":
            inner = self.actor_at(i + 1, named=True)
            if inner and inner.entry.data.get("id", inner.entry.id) == actor.id and w.norm(inner.last) == ")":
                return inner.last + 1
        return i

    def headed(self, head: Match) -> Found | None:
        """A head noun with what belongs to it."""
        w = self.words
        data = head.entry.data
        cls, key = data["cls"], (data["key"],)
        plural = head.data.get("n") != "s"
        english = data["en"][1 if plural else 0]
        ids = (head.entry.id,)
        at = head.last
        if not head.enclitic and not w.broken(at):
            nisba = self._nisba_after(at, definite(head))
            if nisba is not None:
                m, last = nisba
                state = self.actors.by_id[m.entry.data["id"]]
                return self._of_state(head, last, state, cls, english, key, (*ids, m.entry.id))
            if not definite(head):
                inner = self._inner(at)
                if inner is not None:
                    return self._of_party(head, inner, cls, english, key, ids)
        if cls == "people":
            return Found(head.first, at, "people", english, None, "civilians", PEOPLE, ids)
        if definite(head) or cls in ("opposition",):
            return Found(head.first, at, "group", "", None, None, GENERIC, ids, keys=key, generic=cls, pattern=english, drop=True)
        if cls in ("fighter", "militia", "opposition", "soldier") and plural:
            return Found(head.first, at, "group", english, None, english, GENERIC, ids, keys=key)
        return None

    def _nisba_after(self, at: int, with_article: bool) -> tuple[Match, int] | None:
        """A relative adjective of a state, right after or behind one adjective that agrees."""
        w = self.words
        for j in (at, at + 1):
            if w.broken(j):
                return None
            m = self.layer(j, "nisba")
            if m is not None and m.proclitics in (("ال",) if with_article else ("",)):
                return m, m.last
            if not w.norm(j).startswith("ال") and with_article:
                return None
            if not with_article:
                return None
        return None

    def _inner(self, at: int) -> Found | None:
        name = self.actor_at(at, named=True)
        if name is not None and name.proclitics in ("", "ال"):
            actor = self.actors.by_id[name.entry.data.get("id", name.entry.id)]
            last = self._alias_in_brackets(name.last, actor)
            return Found(name.first, last, actor.kind, actor.name, actor.id, actor.party, NAME, (name.entry.id,), country=actor.country, keys=actor.heads)
        head = self.layer(at, "head")
        if head is not None and head.proclitics in ("", "ال"):
            return self.headed(head)
        return None

    def _of_state(
        self, head: Match, last: int, state: Actor, cls: str, english: str, keys: tuple[str, ...], ids: tuple[str, ...]
    ) -> Found:
        name = f"{state.demonym} {english}"
        if cls == "people":
            return Found(head.first, last, "people", name, None, "civilians", PEOPLE, ids, country=state.country)
        party: str | None = state.party
        entity: str | None = state.id
        kind = "force"
        if cls in ("gov", "regime"):
            kind = "state"
        elif cls == "opposition":
            party, kind, entity = f"{state.demonym} opposition", "group", None
        elif cls in ("org", "militia", "fighter", "coalition") and cls != "soldier":
            party, kind, entity = name, "group", None
        return Found(head.first, last, kind, name, entity, party, ORGAN, ids, country=state.country, keys=keys)

    def _of_party(self, head: Match, inner: Found, cls: str, english: str, keys: tuple[str, ...], ids: tuple[str, ...]) -> Found:
        if cls == "people":
            return Found(head.first, inner.last, "people", english, None, "civilians", PEOPLE, ids)
        kind = "force" if cls in ("army", "force", "air", "arms", "soldier") else "state" if cls in ("gov", "regime") else "group"
        found = Found(head.first, inner.last, kind, "", inner.entity, inner.party, ORGAN, (*ids, *inner.entries), country=inner.country, of=inner)
        found.keys = tuple(dict.fromkeys((*keys, *inner.keys)))
        found.pattern = "{} " + english
        if not inner.generic:
            found.name = f"{inner.name} {english}"
        else:
            found.generic, found.drop = "of", True
        return found
