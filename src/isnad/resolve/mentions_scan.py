"""A document under the mention reader: look-ups at a token, shared by the phrase readers of a language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from isnad.grammar.lexicon import Lexicon, Match
from isnad.model.records import PlaceMention
from isnad.resolve.actors import Actor, Actors, actors
from isnad.resolve.mentions import BareDoc, Found, Words
from isnad.text.doc import Doc


def definite(m: Match) -> bool:
    """Whether the Arabic article stands before the word."""
    return m.proclitics.endswith(("ال", "لل"))


def actor_id(m: Match) -> str:
    """Id of the actor that a match of an alias, demonym or capital points to."""
    return str(m.entry.data.get("id", m.entry.id))


@dataclass(slots=True)
class Scan:
    """One document.

    Attributes:
        words: its words with the lexicon matches at each.
        actors: the authority.
        people: bare name → the person named in full before.
        first_words: first words of those names.
        offices: (title, complement) → the person named with it before; (title, None) → the first with the title.
        named: actors that the document has named in full before: their short names, else guarded, then need no announcement.
        places: finds the document's places, asked only where its states, nations and parties do not tell whose country it is about.
        home: countries that the document is about, once they were asked for.
        busy: depth of nested phrases, bounded.
        party: reads the party phrase at a token (`inner`: inside another phrase).
        person: reads the person at a token.
    """

    words: Words
    actors: Actors
    party: Callable[..., Found | None]
    person: Callable[..., Found | None]
    people: dict[str, Found] = field(default_factory=dict)
    first_words: set[str] = field(default_factory=set)
    offices: dict[tuple[str, str | None], Found] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    places: Callable[[], Sequence[PlaceMention]] = tuple
    home: frozenset[str] | None = None
    busy: int = 0

    @classmethod
    def of(
        cls,
        doc: Doc,
        lexicon: Lexicon,
        party: Callable[..., Found | None],
        person: Callable[..., Found | None],
        places: Callable[[], Sequence[PlaceMention]] = tuple,
    ) -> Scan:
        """A scan of a document with the phrase readers of its language."""
        return cls(Words(BareDoc(doc), lexicon), actors(), party, person, places=places)

    def norm(self, i: int) -> str:
        """Folded form of token `i`, empty outside the text."""
        return self.words.norms[i] if 0 <= i < self.words.size else ""

    def know(self, name: str, f: Found) -> None:
        """Remember a person or body under a name by which it may come back; the first of a name stays."""
        if name not in self.people:
            self.people[name] = f
            self.first_words.add(name.partition(" ")[0])

    def broken(self, i: int) -> bool:
        """Whether a line break or the end stands before token `i`."""
        return self.words.broken(i)

    def appoint(self, title: str, mark: str, f: Found) -> None:
        """Remember who holds an office: the first named with it."""
        words = mark.split()
        for n in range(2, len(words) + 1):  # «عضو الائتلاف الوطني» for «عضو الائتلاف الوطني لقوى الثورة»
            self.offices.setdefault((title, " ".join(words[:n])), f)
        self.offices.setdefault((title, mark), f)
        self.offices.setdefault((title, None), f)

    def layer(self, i: int, name: str) -> Match | None:
        """The longest match of a layer at token `i`, of equals the one that peels least."""
        if not 0 <= i < self.words.size:
            return None
        found = self.words.at[i].get(name)
        if not found:
            return None
        return max(found, key=lambda m: (m.last, -len(m.proclitics) - len(m.enclitic)))

    def actor_at(self, i: int, *, named: bool = False) -> Match | None:
        """The longest alias at token `i`; guarded ones only quoted or, `named`, after a word that announces a name; those of home at home."""
        found = self.words.at[i].get("actor") if 0 <= i < self.words.size else None
        if not found:
            return None
        best: Match | None = None
        for m in found:
            if m.entry.id.endswith(".al") and not definite(m):
                continue
            if m.data.get("q") and not named and actor_id(m) not in self.named and not self.quoted(m.first, m.last):
                continue
            if m.data.get("h") and (self._trails(m) or (actor_id(m) not in self.named and not self.at_home(m))):
                continue
            if not self.cased(m):
                continue
            if best is None or (m.last, -len(m.proclitics)) > (best.last, -len(best.proclitics)):
                best = m
        return best

    def _trails(self, m: Match) -> bool:
        """Whether a definite Arabic word stands as the adjective of a definite noun right before it («اللجنة المشتركة»), and so names nobody."""
        before = self.norm(m.first - 1)
        return m.proclitics == "ال" and not self.broken(m.first) and before.startswith(("ال", "وال", "بال", "لل", "فال", "كال"))

    def at_home(self, m: Match) -> bool:
        """Whether the report is about the country of the actor behind a match: named most or twice by states, nations and parties; else by places."""
        if self.home is None:
            counts: Counter[str] = Counter()
            for here in self.words.at:
                for layer in ("nisba", "capital", "actor"):
                    for other in here.get(layer, ())[:1]:
                        country = self.actor(other).country
                        if country is not None and not other.data.get("q") and not other.data.get("h"):
                            counts[country] += 1
            most = max(counts.values(), default=0)
            self.home = frozenset(c for c, n in counts.items() if n > 1 or n == most)
            if most < 2:
                self.home |= frozenset(p.country for p in self.places() if p.country is not None and p.kind != "country")
        return self.actor(m).country in self.home

    def cased(self, m: Match) -> bool:
        """Whether the words stand in the letter case their form asks for (Latin script)."""
        case = m.data.get("c")
        if case is None:
            return True
        text = self.words.doc.text[m.span.start : m.span.end]
        if case == "u":
            return not any(c.islower() for c in text.removesuffix("'s").removesuffix("’s"))
        return text[:1].isupper()

    def quoted(self, first: int, last: int) -> bool:
        """Whether a quotation mark opens right before `first` and closes right after `last - 1`, or brackets hold the words."""
        doc = self.words.doc
        if doc.opened[first] and doc.closed[last - 1]:
            return True
        return self.norm(first - 1) == "(" and self.norm(last) == ")"

    def actor(self, m: Match) -> Actor:
        """The authority's entry behind a match."""
        return self.actors.by_id[actor_id(m)]

    def surface(self, first: int, last: int) -> str:
        """The words from token `first` to `last` as they stand."""
        span = self.words.span(first, last)
        return self.words.doc.text[span.start : span.end]

    def find(self, i: int, wanted: frozenset[str], most: int = 3) -> int:
        """If the tokens from `i` make one of the wanted word sequences, the token after it; else `i`."""
        for n in range(most, 0, -1):
            if i + n <= self.words.size and " ".join(self.words.doc.norms[i : i + n]) in wanted:
                return i + n
        return i
