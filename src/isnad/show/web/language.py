"""In which language a page speaks, and how names, dates and kinds are written in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from urllib.parse import parse_qsl, urlencode

from markupsafe import Markup, escape

from isnad.lang.common.origins import publisher
from isnad.lang.tables import table
from isnad.model.linked import Event
from isnad.model.plover import EventType
from isnad.show.dossier.names import Names
from isnad.show.dossier.reasons import worded
from isnad.show.labels import LANGS, date_label, label, type_label

DIRECTION = {"ar": "rtl", "en": "ltr"}
RIGHT_TO_LEFT = frozenset(("ar", "fa", "ckb", "he", "ur", "ps"))


def chosen(query: str | None, cookie: str | None, accepted: str) -> str:
    """The language of a page: as its address asks, else as was chosen before, else as the browser prefers, else Arabic.

    Args:
        query: what `?lang=` says.
        cookie: what was chosen before.
        accepted: the Accept-Language header.
    """
    for asked in (query, cookie):
        if asked in LANGS:
            return str(asked)
    ranked: list[tuple[float, int, str]] = []
    for at, part in enumerate(accepted.split(",")[:20]):
        tag, _, rest = part.strip().partition(";")
        try:
            weight = float(rest.strip().removeprefix("q=") or 1)
        except ValueError:
            weight = 0.0
        ranked.append((-weight, at, tag.split("-")[0].lower()))
    return next((tag for weight, _, tag in sorted(ranked) if tag in LANGS and weight < 0), "ar")


def direction_of(lang: str) -> str:
    """The direction in which a report's language is written."""
    return "rtl" if lang in RIGHT_TO_LEFT else "ltr"


def with_query(path: str, query: str, **changed: object) -> str:
    """An address with some of its questions changed; None takes one out.

    Args:
        path: the path.
        query: the query string as it is.
        **changed: names with their new values.
    """
    pairs = [(k, v) for k, v in parse_qsl(query, keep_blank_values=False) if k not in changed]
    pairs += [(k, str(v)) for k, v in changed.items() if v is not None]
    return f"{path}?{urlencode(pairs)}" if pairs else path


MISLEADING = ("RETREAT",)  # types whose word is untrue of some of their modes: prisoners released are no retreat


class Words:
    """What a page says, in one language.

    Args:
        lang: `ar` or `en`.
        names: Arabic names; by default those that the tables have.
    """

    def __init__(self, lang: str, names: Names | None = None) -> None:
        self.lang = lang
        self.names = names or _NAMES
        self.direction = DIRECTION[lang]
        self.modes: Callable[[], Mapping[str, str]] = dict  # modes of events whose type alone would mislead, by id

    def __call__(self, key: str, **fill: object) -> Markup:
        """The words of a label; what fills it is escaped, and set apart where it is written the other way."""
        words = escape(label(key, self.lang))
        if not fill:
            return words
        return words.format(**{k: v if isinstance(v, int | float | Markup) else self.apart(str(v)) for k, v in fill.items()})

    def plain(self, key: str, **fill: object) -> str:
        """The words of a label as plain text, for attributes and file names."""
        return label(key, self.lang, **fill)

    def has(self, key: str) -> bool:
        """Whether there is such a label."""
        return key in table("common", "labels")

    def apart(self, words: object) -> Markup:
        """Words of either direction, isolated from what is around them."""
        return Markup("<bdi>{}</bdi>").format(words)

    def party(self, name: str) -> str:
        """A party's name."""
        return self.names.shown(name, self.lang)

    def parties(self, names: Iterable[str]) -> Markup:
        """Several parties, or the words for "not said"."""
        found = [self.apart(self.party(n)) for n in names]
        return Markup(' <span class="sep">+</span> ').join(found) if found else Markup('<span class="soft">{}</span>').format(self("no.party"))

    def source(self, name: str) -> str:
        """A source, outlet or origin by its name."""
        return self.names.source(name) if self.lang == "ar" else name

    def outlet(self, name: str) -> str:
        """An outlet by the one name that it has in all lists, however the report that it published calls it."""
        return self.source(publisher(name))

    def place(self, name: str) -> str:
        """A place's name."""
        return self.names.place(name) if self.lang == "ar" else name

    def date(self, edtf: str | None) -> str:
        """A date in words."""
        return date_label(edtf, self.lang)

    def kind(self, kind: EventType, mode: str | None = None) -> str:
        """An event type, by its mode where that has words of its own."""
        return type_label(kind, mode, self.lang)

    def number(self, value: float | int) -> str:
        """A number with its thousands set apart."""
        return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"

    def event(self, event: Event, *, when: bool = True) -> Markup:
        """An event in a line: what, who to whom, where, when."""
        mode = self.modes().get(event.id) if event.type in MISLEADING else None
        parts = [Markup('<span class="kind">{}</span>').format(self.kind(event.type, mode))]
        if event.occurred is False:
            parts.append(Markup('<span class="badge none">{}</span>').format(self("occurred.no")))
        if event.actor or event.recipient:
            arrow = Markup(' <span class="arrow" aria-hidden="true"></span> ')
            both = (event.actor,) if set(event.actor) == set(event.recipient) else (event.actor, event.recipient)
            sides = [self.parties(side) for side in both if side]
            parts.append((arrow.join(sides)) if len(sides) > 1 or event.actor else arrow + sides[0])
        if event.place:
            parts.append(Markup('<span class="where">{}</span>').format(self.apart(self.place(event.place))))
        if when:
            parts.append(Markup('<span class="when">{}</span>').format(self.apart(self.date(event.time))))
        return Markup(" ").join(parts)

    def headline(self, words: str) -> Markup:
        """Words a person gave the case; of «Arabic · English» the half in this language."""
        parts = words.split(" · ")
        if len(parts) == 2 and _arabic(parts[0]) and not _arabic(parts[1]):
            words = parts[0] if self.lang == "ar" else parts[1]
        return self.apart(words)

    def given(self, english: str) -> Markup:
        """Words that were made in English, in this language where the labels have them so; else as they are, marked as English."""
        return worded(english, self.lang)

    def arabic(self, words: str) -> bool:
        """Whether words are written in Arabic letters."""
        return _arabic(words)

    def list(self, values: Sequence[str]) -> Markup:
        """Words one after another."""
        return Markup("، " if self.lang == "ar" else ", ").join(self.apart(v) for v in values)


def _arabic(words: str) -> bool:
    return any("\u0620" <= c <= "\u06ff" for c in words)


_NAMES = Names(())
