"""Words of a text as pieces of the encoder's vocabulary, and the windows in which it sees them."""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer, models

from isnad.text.doc import Doc
from isnad.text.fold import INVISIBLE

FIRST, LAST, PAD, UNKNOWN = 0, 2, 1, 3
"""Ids of the pieces that begin and end a window, fill it up, and stand for what is not in the vocabulary."""
WINDOW = 224
"""Pieces in a window, at most: what one sentence and its surroundings need, and what two cores read quickly."""
CONTEXT = 40
"""Pieces of what stands before, at most, that a window repeats so that its first sentence is understood."""
Range = tuple[int, int]
"""Words `[first, last)`."""
_DROPPED = re.compile("[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed" + "".join(sorted(INVISIBLE)) + "]")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


class Vocabulary:
    """The pieces with their scores, as a unigram model (Kudo 2018).

    Args:
        pieces: piece and log probability, in the order of their ids; the first four are the special ones.
    """

    def __init__(self, pieces: Sequence[tuple[str, float]]) -> None:
        self._pieces = list(pieces)
        self._model = Tokenizer(models.Unigram(vocab=self._pieces, unk_id=UNKNOWN)).model
        self._known: dict[tuple[str, bool], tuple[int, ...]] = {}

    @classmethod
    def load(cls, path: Path) -> Vocabulary:
        """Read what :meth:`save` wrote."""
        return cls([(p, s) for p, s in json.loads(gzip.decompress(path.read_bytes()))])

    def save(self, path: Path) -> None:
        """Write the vocabulary; equal vocabularies give equal bytes."""
        rows = [(p, round(s, 4)) for p, s in self._pieces]
        path.write_bytes(gzip.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0))

    def __len__(self) -> int:
        return len(self._pieces)

    def word(self, surface: str, spaced: bool) -> tuple[int, ...]:
        """Ids of the pieces of a word (never none).

        Args:
            surface: the word as it stands in the text.
            spaced: whether white space, or nothing, stands before it.
        """
        key = (surface, spaced)
        found = self._known.get(key)
        if found is None:
            plain = unicodedata.normalize("NFKC", _DROPPED.sub("", surface)).translate(_DIGITS)[:64]
            found = tuple(t.id for t in self._model.tokenize(("▁" if spaced else "") + plain)) if plain else (UNKNOWN,)
            if len(self._known) > 200_000:
                self._known.clear()
            self._known[key] = found
        return found

    def words(self, doc: Doc) -> list[tuple[int, ...]]:
        """The pieces of every token of a document."""
        out = []
        end = -1
        for t in doc.tokens:
            out.append(self.word(doc.text[t.start : t.end], t.start != end))
            end = t.end
        return out


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of words that the encoder sees at once.

    Attributes:
        first: its first word.
        own: the first word that is read in this window; the ones before are seen again, for what they say of it.
        last: one past its last word.
    """

    first: int
    own: int
    last: int


def windows(doc: Doc, words: Sequence[Sequence[int]]) -> list[Window]:
    """Cut a document into windows: whole sentences as far as they fit, each window with some of what stands before it.

    Every word is read in exactly one window. A sentence longer than a window is cut.
    """
    sizes = [min(len(w), 16) for w in words]
    pieces: list[tuple[int, int]] = []
    for a, b in doc.sentences:
        at = a
        while at < b:
            size, end = 0, at
            while end < b and (end == at or size + sizes[end] <= WINDOW - 2 - CONTEXT):
                size += sizes[end]
                end += 1
            pieces.append((at, end))
            at = end
    out: list[Window] = []
    k = 0
    while k < len(pieces):
        own = pieces[k][0]
        first, before = own, 0
        while first > 0 and before + sizes[first - 1] <= CONTEXT:
            first -= 1
            before += sizes[first]
        size = before
        last = own
        while k < len(pieces):
            more = sum(sizes[pieces[k][0] : pieces[k][1]])
            if last > own and size + more > WINDOW - 2:
                break
            size += more
            last = pieces[k][1]
            k += 1
        out.append(Window(first, own, last))
    return out


def laid(words: Sequence[Sequence[int]], window: Window) -> tuple[list[int], list[int], list[int]]:
    """The ids of a window, and for each of its words the positions of its first and its last piece."""
    ids, firsts, lasts = [FIRST], [], []
    for w in words[window.first : window.last]:
        firsts.append(len(ids))
        ids.extend(w[:16])
        lasts.append(len(ids) - 1)
    ids.append(LAST)
    return ids, firsts, lasts
