"""A report laid open for the rules of English attribution: where contents end and the narrator goes on."""

from __future__ import annotations

from isnad.lang.common.attribution import Range
from isnad.lang.common.scan import COLON, COMMA, DASH
from isnad.lang.common.wordsets import wordset
from isnad.lang.en.claims_sets import words_of
from isnad.lang.en.statements_subjects import DETERMINER, MAX_CONTENT, PRONOUNS, SubjectScan
from isnad.model.records import Mention
from isnad.text.doc import Doc
from isnad.text.quotes import Quote


class Scan(SubjectScan):
    """A document with everything the rules of English attribution ask of a token; see :class:`BaseScan`."""

    def __init__(self, doc: Doc, quotes: list[Quote], mentions: list[Mention]) -> None:
        super().__init__(doc, quotes, mentions)
        self._narrates: dict[int, bool] = {}

    def clause_end(self, start: int, end: int, *, phrase: bool = False) -> int:
        """Where content that starts at a token ends: at the narrator's next words, else at the end of the sentence.

        Args:
            start: first token of the content.
            end: end of its sentence.
            phrase: whether it is a noun phrase, which ends where the narrator's next verb is joined on.
        """
        k = start
        while k < min(end, start + MAX_CONTENT):
            q = self.opening.get(k)
            if q is not None and q.close <= end:
                k = q.close
                continue
            if k > start and self._narrator(k, start):
                break
            if phrase and k > start and (self.norms[k] == COLON or (self.norms[k] in COMMA and k + 1 in self.opening)):
                break
            if k > start + 2 and self.norms[k - 1] in COMMA and k + 2 < end and self._charge(k, end):
                break  # “…, a charge they deny”
            if k > start + 3 and self.norms[k] in _TURNS and self.norms[k - 1] in COMMA and k + 1 < end and self._new_subject(k + 1):
                break
            if phrase and k > start and self.norms[k] in ("and", "but", "yet") and k + 1 < end and self._joined_verb(k + 1):
                break
            told = phrase and k > start + 1 and self.norms[k] == "in" and k + 2 < end and self.norms[k + 1] in ("a", "an")
            if told and self.norms[k + 2] in _OCCASIONS:
                break
            k += 1
        return k

    def _charge(self, k: int, end: int) -> bool:
        if self.norms[k] in ("a", "an"):
            return self.norms[k + 1] in _CHARGES
        return self.norms[k] == "which" and any(self.norms[x] in _DENIES for x in range(k + 2, min(end, k + 7)))

    def _new_subject(self, k: int) -> bool:
        """Whether a clause of the narrator's can begin: “, but the ministry …”, “, although he …”."""
        return self.norms[k] in PRONOUNS or self.norms[k] in DETERMINER or self.raw(k)[:1].isupper()

    def _joined_verb(self, k: int) -> bool:
        if self.norms[k] in _JOINED_VERBS:
            return True
        m = self.verb(k)
        return m is not None and m.data.get("t") in ("past", "third")

    def _narrator(self, k: int, start: int) -> bool:
        if k not in self._narrates:
            self._narrates[k] = self._narrator_at(k)
        return self._narrates[k] and (k - start > 2 or self.norms[k - 1] in COMMA)

    def _narrator_at(self, k: int) -> bool:
        n = self.norms[k]
        if self.kind(k, "phrase") is not None and n != "for":
            return True
        if self.norms[k - 1] in COMMA or self.norms[k - 1] in DASH:
            v = self.verb(k)
            if v is not None and v.data.get("t") == "ing":
                return True
            if n in ("and", "but") and k + 1 < self.n and self.verb(k + 1) is not None and self.opens(k + 1):
                return True
            goes_on = n in ("and", "but", "though", "although", "while") and k + 2 < self.n
            if goes_on and self.norms[k + 1] in ("he", "she", "they") and self.norms[k + 2] in _SAID:
                return True
            if v is not None and v.data.get("t") in ("past", "third") and self.norms[k] in ("said", "says", "added", "reported"):
                return True
            if self.parenthesis(k):
                return True
        if n in ("and", "but") and k + 1 < self.n and self.norms[k + 1] in ("said", "says", "added", "told") and self.verb(k + 1) is not None:
            return True
        return n in ("and", "but") and self.verb(k + 1 if k + 1 < self.n else k) is not None and self.opens(min(k + 1, self.n - 1), strict=True)

    def parenthesis(self, k: int) -> bool:
        """Whether «he said» or «the agency said» begins at `k` and ends at the next mark."""
        for v in range(k + 1, min(self.n, k + 9)):
            if self.norms[v] in _SAID and self.verb(v) is not None:
                subject, code, first = self.subject_before(v)
                nxt = self.norms[v + 1] if v + 1 < self.n else "."
                return (subject is not None or code is not None) and first == k and nxt not in ("that",)
            if self.blank(v):
                return False
        return False

    def speaks(self, r: Range) -> bool:
        """Whether a noun phrase names somebody or something that speaks: an actor, a speaker noun, a name."""
        if any(self.mention_of[k] >= 0 or k in self.heads for k in range(*r)):
            return True
        first = next((k for k in range(*r) if self.norms[k] not in DETERMINER), r[1])
        return first < r[1] and self.raw(first)[:1].isupper() and first > self.start_of(first)

    def opens(self, i: int, *, strict: bool = False) -> bool:
        """Whether the verb at `i` is followed by content of its own."""
        m = self.verb(i)
        if m is None:
            return False
        k = m.last
        if k >= self.n:
            return False
        if self.norms[k] == "that" or k in self.opening or self.norms[k] == COLON:
            return True
        if strict:
            return "that" in m.entry.data["take"] and any(self.norms[x] == "that" for x in range(k, min(self.n, k + 5)))
        return not self.blank(k) and ("bare" in m.entry.data["take"] or "np" in m.entry.data["take"])


_DENIES = frozenset({"deny", "denies", "denied", "reject", "rejects", "rejected", "dispute", "disputes", "disputed"})
_CHARGES = frozenset({"charge", "denial", "contention", "claim", "accusation", "allegation", "assertion", "suggestion"})
_TURNS = frozenset({"but", "though", "although", "while"})
_OCCASIONS = words_of("statement interview speech letter report video press televised written message tweet briefing")
_SAID = words_of(
    "said says added adds told reported noted claimed wrote "
    "explained suggested suggests insisted argued thinks recalled"
)
_JOINED_VERBS = wordset("en", "joined-verbs")
