"""What a language's rules say about one attribution before anybody knows who its speaker is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from isnad.model.records import SpeechMode, Stance

Who = Literal["named", "running", "hearsay", "author", "inner"]
Range = tuple[int, int]


@dataclass(slots=True)
class Attribution:
    """Content, cue and source as token ranges `[first, last)`.

    Attributes:
        rule: id of the rule.
        entries: ids of the cue entries.
        cue: the attributing words.
        content: what is said, without the cue and without the marks that enclose all of it.
        source: the words that name who says it here, or None.
        who: how the speaker is found: `named` by `source`; `running`, whoever spoke last; `hearsay`, nobody in particular;
            `author`, the writer; `inner`, a pronoun inside somebody else's words.
        stance: how the cue holds the content.
        verb_class: class of the cue, e.g. `say`, `relay`.
        via: ranges that name who passed it on, outermost first.
        person: person, gender and number of the verb, e.g. `3fs`, or None.
        mode: direct if the content stands in quotation marks.
        rank: of attributions over one content the higher rank wins.
    """

    rule: str
    entries: tuple[str, ...]
    cue: Range
    content: Range
    source: Range | None
    who: Who
    stance: Stance = "assert"
    verb_class: str = "say"
    via: list[Range] = field(default_factory=list)
    person: str | None = None
    mode: SpeechMode = "indirect"
    rank: int = 0
