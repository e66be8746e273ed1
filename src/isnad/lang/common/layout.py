"""A document laid out for the claim rules: what each token is, which parties and which words of happening stand where."""

from __future__ import annotations

from bisect import bisect_left

from isnad.grammar.sheet import Sheet
from isnad.lang.common.claims import Arg, Hit
from isnad.model.span import Span
from isnad.text.doc import Doc


class Layout:
    """One document laid out.

    Attributes:
        sheet: the sheet.
        doc: its tokens.
        kind: per token: `P` preposition, `R` relative, `S` subordinator, `V` verb of happening, `E` noun of happening, `A` party, `N` mention
            that is no party, `L` place, `T` time, `.` strong mark, `,` comma, `q` quotation mark or bracket, `w` other word.
        args: the parties, in order.
        arg_at: per token the position of the party it belongs to, or -1.
        hits: hits that hold, in order.
        hit_at: the hit that begins at a token.
        over: the hit that covers a token.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.doc: Doc = sheet.doc
        n = len(self.doc.tokens)
        self.kind = ["w"] * n
        self.arg_at = [-1] * n
        self.args: list[Arg] = []
        self.hits: list[Hit] = []
        self.hit_at: dict[int, Hit] = {}
        self.over: dict[int, Hit] = {}
        self._starts: list[int] = []
        self._firsts: list[int] = []
        self._groups: dict[int, list[Arg]] = {}

    def norm(self, i: int) -> str:
        """Folded form of a token, empty outside."""
        return self.doc.tokens[i].norm if 0 <= i < len(self.doc.tokens) else ""

    def raw(self, i: int) -> str:
        """A token as written, with its marks."""
        token = self.doc.tokens[i]
        return self.doc.text[token.start : token.end]

    def adjective(self, i: int) -> bool:
        """Whether a token is a party that is only the nationality of an act: «عدوان إسرائيلي»."""
        return self.kind[i] == "A" and self.args[self.arg_at[i]].prep == "adj"

    def back(self, i: int) -> int:
        """The token before `i`, over quotation marks and brackets; -1 at the start of the sentence."""
        first, _ = self.doc.sentence_of(i)
        i -= 1
        while i >= first and self.kind[i] == "q":
            i -= 1
        return i if i >= first else -1

    def next(self, i: int) -> int:
        """The token after `i`, over quotation marks; the end of the sentence when there is none."""
        _, last = self.doc.sentence_of(i)
        i += 1
        while i < last and self.kind[i] == "q":
            i += 1
        return i

    def mark(self, span: Span, kind: str) -> None:
        """Give the tokens of a span a kind."""
        first, last = self.doc.tokens_in(span)
        for j in range(first, last):
            self.kind[j] = kind

    def put_args(self, args: list[Arg]) -> None:
        """Take parties in, in order of the text."""
        self.args = sorted(args, key=lambda a: a.first)
        self._firsts = [a.first for a in self.args]
        for k, arg in enumerate(self.args):
            for j in range(arg.first, arg.last):
                self.kind[j], self.arg_at[j] = "A", k

    def put_hits(self, hits: list[Hit]) -> None:
        """Take words of happening in, in order of the text."""
        self.hits = hits
        self._starts = [h.first for h in hits]
        for hit in hits:
            self.hit_at[hit.first] = hit
            for j in range(hit.first, hit.last):
                self.kind[j] = "V" if hit.finite else "E"
                self.over[j] = hit

    def put_groups(self) -> None:
        """Index coordinated parties."""
        self._groups = {}
        for arg in self.args:
            if arg.prep != "part":
                self._groups.setdefault(arg.group, []).append(arg)

    def hits_in(self, a: int, b: int) -> list[Hit]:
        """Hits that begin at token `a` or after and before `b`."""
        return self.hits[bisect_left(self._starts, a) : bisect_left(self._starts, b)]

    def args_in(self, a: int, b: int) -> list[Arg]:
        """Parties that begin at token `a` or after and before `b`."""
        return self.args[bisect_left(self._firsts, a) : bisect_left(self._firsts, b)]

    def group_of(self, arg: Arg) -> list[Arg]:
        """A party and all coordinated with it."""
        return self._groups.get(arg.group) or [arg]
