"""Claims and reports as linking compares them, made from the readings once, before anything is compared; marks: `isnad.link.marks`."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import blake2b
from itertools import combinations

from isnad.lang.common.linking import common_words, listed, radius, stem, word_classes
from isnad.lang.common.origins import credit, named, proper, same_person, speaker
from isnad.lang.pack import supported
from isnad.link.counts import Count, Numbers
from isnad.link.dates import Told, how_told
from isnad.link.facts import Fact, Profile, Raw, Site, apart, kilometres, site, when
from isnad.link.packed import PackedDoc, Pool
from isnad.link.scene import LAST, SMALL, Seen, beside, fine, harmed, settled, weekdays_of
from isnad.model import edtf
from isnad.model.changed import changed
from isnad.model.linked import ClaimRef
from isnad.model.plover import SYMMETRIC
from isnad.model.records import Claim, Mention, PlaceMention, Reading
from isnad.model.report import Report
from isnad.model.span import Span
from isnad.text.cover import Cover
from isnad.text.doc import Doc
from isnad.text.fold import fold
from isnad.text.shingles import letter_shingles, winnow, word_shingles, words

NEWS_SPREAD = 120  # days: a report whose days lie closer together tells news; claims without a time are of its date
NEARBY = 25  # kilometres within which places may be of one act
LATE = 30  # days: a report published later than this after the only day that its head names looks back at that day
ASIDE = 5  # one day in so many may lie far back
MANY = 6  # places: a report that names more tells of many acts
SHORT = 12  # words: shorter texts leave no fingerprints
RUN = 5  # words in a run, by which reworded stock text is known
HEAD = 700  # characters: a day named there is the day of the story
LEAD = 2  # last of the first sentences, where the main happening is told (the title is the first)
FEW = 40  # claims: a report with more tells many stories
STORY_DAYS = 2  # how far before the date of a news report its undated claims may lie


def profiles(items: Iterable[tuple[Report, Reading]]) -> list[Profile]:
    """Profiles of all reports in the order of their ids, without marks yet; a report given twice counts once.

    Of each report only its profile is kept: what else its text and reading hold is let go of before the next is taken.
    """
    pool = Pool()
    unique: dict[str, Profile] = {}
    for report, reading in items:
        profile = _profile(report.id, report, reading, pool)
        unique[profile.id] = profile
    return [at_home(unique[key], i) for i, key in enumerate(sorted(unique))]


def at_home(p: Profile, home: int) -> Profile:
    """A profile at its place among all, which its claims know."""
    return changed(p, facts=tuple(changed(f, home=home) for f in p.facts))


def _profile(key: str, report: Report, whole: Reading, pool: Pool) -> Profile:
    home = 0
    reading, at = whole.compact()
    lang = supported(report.lang)
    doc = Doc(report.text, lang)
    spread = _spread(reading)
    story = _story(report, reading)
    head = None if story is not None else _vague_day(reading)
    of_claims = _looked_back_at(reading, story) or story
    sentences = _Sentences(doc, reading, lang, pool)
    facts: list[Fact] = []
    first = _story_place(reading)
    cover = Cover([s.span for s in reading.statements])
    numbers = Numbers(reading, doc, cover)
    called = speakers_of(reading)
    # Sources are no parties; but a side whose own people spoke without a name («رجال من التنظيم») is one.
    sides = {fold(m.party) for m in reading.mentions if m.party is not None and m.entity is not None}
    nobody = frozenset(fold(s.speaker.name) for s in reading.statements if s.kind in ("anonymous", "witness")) - sides
    for i, claim in enumerate(reading.claims):
        k = sentences.at(claim.trigger)
        day = of_claims if not spread or k <= LEAD else None
        facts.append(_fact(home, key, pool, reading, called, at[i], claim, sentences, k, day, head, first, numbers.of(i), nobody))
    over = tuple(pool.one(tuple(cover.over(c.trigger))) for c in reading.claims)
    news = not spread and len(facts) <= FEW
    credited = credit(report, reading, doc)
    slim, told = changed(report, text=""), changed(reading, mentions=(), times=())
    return Profile(
        key, slim, told, PackedDoc(doc, pool), lang, story, _weekday(doc, lang), {}, frozenset(), called, over, tuple(facts), news, _lone(facts),
        credit=credited, raw=_raw(report, reading, doc, sentences, pool),
    )  # fmt: skip


def _raw(report: Report, reading: Reading, doc: Doc, sentences: _Sentences, pool: Pool) -> Raw:
    folded = words(report.text)
    prints = winnow(letter_shingles(folded)) if len(folded) >= SHORT else ()
    told = [[t.norm for t in doc.tokens[a:b] if t.kind != "punct"] for a, b in doc.sentences]
    runs, ends = array("Q"), array("I")
    for of in told:
        if len(of) >= 2 * RUN:
            runs.extend(sorted(word_shingles(of, RUN)))
        ends.append(len(runs))
    places = tuple((pool.one(s.key), sentences.at(q.span)) for q in reading.places if (s := site(q)).reach < 100)
    times = []
    for t in reading.times:
        time = when(t.edtf)
        if time is not None and time.low is not None and not time.vague_year:
            if time.length <= 2:
                times.append((pool.one(f"d:{time.low}"), "day", sentences.at(t.span)))
            elif time.length <= 31:
                times.append((pool.one(f"m:{t.edtf}"), "month", sentences.at(t.span)))
    names = {k: sentences.names(k) for k in sentences.naming()}
    return Raw(
        array("I", map(pool.number, folded)), array("Q", sorted(prints)), array("Q", (_hash(of) for of in told)), array("I", map(len, told)),
        runs, ends, places, tuple(times), names, _seen(report, reading, doc, sentences, pool),
    )  # fmt: skip


def _seen(report: Report, reading: Reading, doc: Doc, sentences: _Sentences, pool: Pool) -> Seen:
    places = []
    for q in reading.places:
        if fine(q, radius(q.kind)):
            k = sentences.at(q.span)
            first, last = doc.tokens_in(q.span)
            begin = doc.sentences[k][0] if doc.sentences else 0
            share = beside(doc, sentences.lang, first, last, begin)
            small = settled(doc, sentences.lang, first, last, begin)
            places.append((pool.one(q.name.casefold()), k, share, q.kind in SMALL, small, harmed(doc, sentences.lang, first, last, k)))
    days = []
    for t in reading.times:
        if len(t.edtf) == 10:
            k = sentences.at(t.span)
            first, last = doc.tokens_in(t.span)
            words = report.text[t.span.start : t.span.end]
            how = how_told(doc, sentences.lang, words, first, last, doc.sentences[k][0] if doc.sentences else 0)
            days.append(Told(pool.one(t.edtf), k, how))
    return Seen(tuple(places), tuple(days), weekdays_of(doc, sentences.lang, 4 * LAST))


def _hash(of: Sequence[str]) -> int:
    return int.from_bytes(blake2b(" ".join(of).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") if of else 0


def _weekday(doc: Doc, lang: str) -> int | None:
    """The first day of the week that the head of a report names."""
    days = word_classes("common.link.weekday", lang)
    for t in doc.tokens:
        if t.start > HEAD:
            return None
        for word in (t.norm, t.norm[1:] if t.norm[:1] in "وبل" else ""):
            if word in days:
                return int(days[word])
    return None


def _story_place(reading: Reading) -> Site | None:
    """Where a report's story is: the place that most of its claims name, of equals the first; else the first fine place it names."""
    named_by = [reading.places[c.place] for c in reading.claims if c.place is not None and radius(reading.places[c.place].kind) < 100]
    keys = [site(p).key for p in named_by]
    if keys:
        best = max(keys, key=lambda k: (keys.count(k), -keys.index(k)))
        return site(named_by[keys.index(best)], True)
    return next((site(p, True) for p in reading.places if radius(p.kind) < 50), None)


def _lone(facts: Sequence[Fact]) -> frozenset[str]:
    """Types whose claims all lie within reach of each other and on days that meet, as far as the claims say."""
    out = []
    for kind in sorted({f.type for f in facts}):
        same = [f for f in facts if f.type == kind]
        sites = list({f.site.key: f.site for f in same if f.site is not None and not f.site.soft and f.site.reach < 100}.values())
        days = list({f.when.value: f.when for f in same if f.when is not None and not f.when.soft and not f.when.vague_year}.values())
        near = all((kilometres(a, b) or 0.0) <= max(a.reach, b.reach, NEARBY) for a, b in combinations(sites, 2))
        if near and len(sites) <= MANY and all(apart(a, b) <= 1 for a, b in combinations(days, 2)):
            out.append(kind)
    return frozenset(out)


def _fact(
    home: int, key: str, pool: Pool, reading: Reading, called: tuple[str, ...], i: int, claim: Claim, sentences: _Sentences, k: int,
    story: tuple[int, int] | None, head: str | None, first: Site | None, counts: tuple[Count, ...],
    nobody: frozenset[str],
) -> Fact:  # fmt: skip
    actor, recipient = (frozenset(fold(n.name) for n in names) - nobody for names in (claim.actor, claim.recipient))
    place = site(reading.places[claim.place]) if claim.place is not None else sentences.place_near(k, claim.trigger) or first
    time = when(claim.time)
    if time is None and head is not None:
        time = when(head, soft=True)
    if time is None and story is not None:
        low, high = date.fromordinal(story[0] - STORY_DAYS), date.fromordinal(story[1])
        time = when(edtf.days(low, high), soft=True)
    one = pool.one
    actor, recipient = one(actor), one(recipient)
    return Fact(
        ClaimRef(key, i), home, claim, claim.type, claim.mode, actor, recipient, one(actor | recipient),
        claim.type in SYMMETRIC or (len(actor) > 1 and actor == recipient), one(place), one(time),
        counts, sentences.stems(k), one(sentences.names(k) - actor - recipient),
        called[claim.statement] if claim.statement is not None and claim.statement < len(called) else "",
        one(_speakers(reading, called, claim)), k, sentences.clip(claim, k), claim.status in ("planned", "hypothetical"),
    )  # fmt: skip


def speakers_of(reading: Reading) -> tuple[str, ...]:
    """The canonical name of each statement's speaker; empty for the outlet's own reporter.

    The shorter forms of a person's name are brought to the longest in the report.
    """
    names = [speaker(s.speaker) for s in reading.statements]
    people = sorted({n for n, s in zip(names, reading.statements, strict=True) if s.kind in ("person", "official")}, key=lambda n: (-len(n), n))
    longest: dict[str, str] = {}
    for k, name in enumerate(people[:60]):
        longest[name] = next((longest[other] for other in people[:k] if same_person(name, other)), name)
    return tuple("" if listed("common.link.own-reporter", n) else longest.get(n, n) for n in names)


def _speakers(reading: Reading, called: tuple[str, ...], claim: Claim) -> tuple[str, ...]:
    out: dict[str, None] = {}
    at = claim.statement
    seen: set[int] = set()
    while at is not None and at not in seen and at < len(reading.statements):
        seen.add(at)
        s = reading.statements[at]
        if named(s) and called[at]:
            out[fold(called[at])] = None
        out.update((fold(speaker(v)), None) for v in reversed(s.via) if proper(v.name))
        at = s.parent
    return tuple(out)


def _spread(reading: Reading) -> bool:
    """Whether the times of a report lie far apart, as in a look back over years."""
    days = sorted({(w.low or 0, w.high or 0) for t in reading.times if (w := when(t.edtf)) and not w.vague_year and w.length <= 31})
    if len(days) <= 4:
        return False
    middle = days[len(days) // 2][0]
    far = sum(max(low - middle, middle - high) > NEWS_SPREAD for low, high in days)
    return far * ASIDE > len(days)  # news, too, looks back once


def _story(report: Report, reading: Reading) -> tuple[int, int] | None:
    """The days a report is of: its publication date if that is a day or month, else the day of its head that it names most.

    A picture's caption may give another day before the dateline does, but "today" and "this morning" then mean the dateline's. A day
    named only further down is mostly of what went before.
    """
    known = when(report.published)
    if known and known.low is not None and known.high is not None and known.length <= 31:
        return known.low, known.high
    exact = [(t.span.start, w) for t in reading.times if (w := when(t.edtf)) and not w.vague_year and w.length <= 2]
    head = [w for at, w in sorted(exact, key=lambda x: x[0]) if at < HEAD]
    if not head:
        return None
    told = Counter((w.low, w.high) for _, w in exact)
    best = max(head, key=lambda w: told[w.low, w.high])  # of equals the first
    return (best.low or 0, best.high or 0)


def _looked_back_at(reading: Reading, story: tuple[int, int] | None) -> tuple[int, int] | None:
    """The one day that the head of a report names, if the report was published long after it; its undated claims are of that day."""
    if story is None:
        return None
    head = {(w.low or 0, w.high or 0) for t in reading.times if t.span.start < HEAD and (w := when(t.edtf)) and not w.vague_year and w.length <= 2}
    return next(iter(head)) if len(head) == 1 and all(story[0] - high > LATE for _, high in head) else None


def _vague_day(reading: Reading) -> str | None:
    """The first day named in a report's head whose year nothing tells."""
    days = (t.edtf for t in reading.times if t.span.start < HEAD and t.edtf.startswith("XXXX"))
    return next((d for d in days if "/" not in d and d.count("-") == 2), None)


class _Sentences:
    """What stands in each sentence of a report, worked out when asked for."""

    def __init__(self, doc: Doc, reading: Reading, lang: str, pool: Pool) -> None:
        self.doc = doc
        self.lang = lang
        self.pool = pool
        self.starts = [doc.tokens[a].start for a, _ in doc.sentences]
        self._stems: dict[int, tuple[str, ...]] = {}
        self._places: dict[int, list[PlaceMention]] = {}
        self._names: dict[int, set[str]] = {}
        for p in reading.places:
            self._places.setdefault(self.at(p.span), []).append(p)
        for m in reading.mentions:
            if m.party is None or m.kind in ("person", "official"):
                self._names.setdefault(self.at(m.span), set()).add(_name(m))
        for s in reading.statements:
            if named(s):
                self._names.setdefault(self.at(s.span), set()).add(fold(speaker(s.speaker)))

    def at(self, span: Span) -> int:
        """Position of the sentence that a span begins in."""
        return max(0, bisect_right(self.starts, span.start) - 1)

    def clip(self, claim: Claim, k: int) -> Span:
        """A claim's clause cut to its sentence; its trigger where they do not meet."""
        if not self.doc.sentences:
            return claim.trigger
        whole = self.doc.span(*self.doc.sentences[k])
        start, end = max(claim.span.start, whole.start), min(claim.span.end, whole.end)
        return Span(min(start, claim.trigger.start), max(end, claim.trigger.end)) if start < end else claim.trigger

    def naming(self) -> list[int]:
        """The sentences that name anybody."""
        return sorted(self._names) if self.starts else []

    def names(self, k: int) -> frozenset[str]:
        """Folded names in a sentence."""
        return frozenset(self._names.get(k, ()))

    def stems(self, k: int) -> tuple[str, ...]:
        """Light stems of a sentence's words in order, each once, without common news words and one-letter words."""
        if k not in self._stems:
            common = common_words(self.lang)
            a, b = self.doc.sentences[k] if self.doc.sentences else (0, 0)
            b = min(b, a + 200)
            found = {stem(t.norm, self.lang) for t in self.doc.tokens[a:b] if t.kind == "word" and len(t.norm) > 2}
            self._stems[k] = tuple(self.pool.one(w) for w in sorted(found) if w not in common)
        return self._stems[k]

    def place_near(self, k: int, span: Span) -> Site | None:
        """The place named nearest to a span in its sentence, or none."""
        here = self._places.get(k)
        if not here:
            return None
        return site(min(here, key=lambda p: (radius(p.kind) > 50, abs(p.span.start - span.start), p.span.start)), soft=True)


def _name(m: Mention) -> str:
    return fold(m.name)
