"""Statements of one report: content, cue, speaker, chain."""

from __future__ import annotations

from dataclasses import replace

from isnad.grammar.sheet import Sheet
from isnad.lang.ar.statements import attributions as arabic
from isnad.lang.ar.statements_frames import frame_of as arabic_frame_of
from isnad.lang.common.attribution import Attribution, Range
from isnad.lang.common.blocks import Blocks
from isnad.lang.common.outlets import clean
from isnad.lang.common.wordsets import phrases
from isnad.lang.en.statements import attributions as english
from isnad.lang.en.statements_frames import ENTRY, frame_of
from isnad.model.records import Made, Name, Stance, Statement
from isnad.read.advice import Adviser
from isnad.read.chains import Frames, behind_all, chain, in_english, parents_of, sent_by
from isnad.read.house import byline_of
from isnad.read.replies import replier
from isnad.read.speaker import Speaker, agrees
from isnad.read.speakers import UNSPECIFIED, Speakers
from isnad.text.quotes import find_quotes


def read_statements(sheet: Sheet, adviser: Adviser | None = None) -> list[Statement]:
    """Every stretch of the text that somebody other than the writer is said to have said, and the writer's own marked opinions.

    Args:
        sheet: the sheet with its mentions.
        adviser: a second reader that has a say, or None.

    Returns:
        The statements in order of their content.
    """
    doc = sheet.doc
    quotes = find_quotes(doc)
    found = (arabic if doc.lang == "ar" else english)(doc, quotes, sheet.mentions)
    found = _settle(_clipped(found))
    if adviser is not None:
        found = sorted(adviser.attributions(sheet, found), key=lambda a: (a.content, a.cue))
    speakers = Speakers(sheet)
    order = sorted(range(len(found)), key=lambda k: (found[k].cue, found[k].content))
    resolved: dict[int, Speaker] = {}
    parents = parents_of(found, doc)
    _end_answers(sheet, found, parents)
    frames = Frames()
    frame = _frame(sheet)
    base = None if frame is None else _link(speakers, Attribution("", (), frame, frame, None, "named"), frame)
    dated = byline_of(sheet, speakers.house) if base is None else None
    base = base if dated is None else speakers.link(dated)
    speakers.base = base
    before = -1
    for k in order:
        a = found[k]
        outer = parents[k]
        answer = replier(speakers, a, found[before], resolved[before]) if outer in (None, before) and before in resolved else None
        speaker = answer or _speaker(sheet, speakers, a, resolved.get(outer) if outer is not None else None, nested=outer is not None)
        if speaker is None or (a.verb_class == "know" and speaker.kind in ("organisation", "media", "document")):
            continue
        via = frames.through([_link(speakers, a, r) for r in a.via])
        kept = [] if a.via or a.who == "author" else speaker.via
        speaker.via = [v for v in (via or kept) if v is not None]
        if base is not None and a.who != "author":
            speaker.via = behind_all(base, speaker)
            speaker.entries = tuple(dict.fromkeys((*speaker.entries, ENTRY)))
        if speaker.kind == "media" and not speaker.via:
            speaker.via = frames.before(speaker.name)
        outlet = sent_by(speaker) if not speaker.via else None
        if outlet is not None and not speakers.house.owns(outlet):
            speaker.via = [outlet]
        frames.learn(speaker)
        resolved[k] = speaker
        if answer is not None:
            continue
        before = k
        if outer is None and a.who not in ("author", "hearsay"):
            speakers.history.append(speaker)
        elif outer is not None and speaker.kind == "document" and a.who == "named" and outer in resolved:
            passed = list(chain(speaker.via, resolved[outer], speaker.name))
            speakers.history.append(replace(speaker, via=passed))  # the documents speak on after «نقلت صحيفة أن وثائق تكشف …»
    _told_later(order, found, parents, resolved)
    hollow = _hollow(doc.norms, found, parents, resolved)
    order_of = {k: (doc.span(*found[k].content), not found[k].rule.endswith("what-was-said"), found[k].cue) for k in resolved}
    keep = sorted((k for k in resolved if k not in hollow and found[k].content[0] < found[k].content[1]), key=order_of.__getitem__)
    place = {k: n for n, k in enumerate(keep)}
    out = []
    for k in keep:
        a, sp = found[k], resolved[k]
        up = parents[k]
        outer_speaker = resolved.get(up) if up is not None else None
        span = doc.span(*a.content)
        out.append(
            Statement(
                span, doc.span(*a.cue) if a.cue[1] > a.cue[0] else None, sp.name.span, _plain(sp.name),
                tuple(map(_plain, chain(sp.via, outer_speaker, sp.name))), sp.kind, sp.named, a.mode, _stance(sheet, a),
                place.get(up) if up is not None else None,
                Made(a.rule, tuple(dict.fromkeys((*a.entries, *sp.entries))), (doc.span(*a.cue) if a.cue[1] > a.cue[0] else span,)),
            )
        )  # fmt: skip
    return out


def _plain(name: Name) -> Name:
    """A name without marks of quotation that stand alone in it; the words stay as the text has them."""
    plain = clean(name.name)
    return name if plain == name.name else replace(name, name=plain)


def _told_later(order: list[int], found: list[Attribution], parents: dict[int, int | None], resolved: dict[int, Speaker]) -> None:
    """«كشفت مصادر أن … وقالت المصادر لوكالة كذا إن …»: the outlet that unnamed sources are said to have told stands before all they say."""
    runs: dict[tuple[str, str], list[int]] = {}
    for n, k in enumerate(order):
        sp = resolved.get(k)
        if sp is None or parents[k] is not None or sp.kind != "anonymous" or sp.named:
            continue
        run = runs.setdefault((sp.name.name, sp.group), [])
        if run and n - run[-1] > _RUN:
            run.clear()
        if found[k].via and sp.via and run and found[k].who == "named":
            for j in run:
                if not resolved[order[j]].via:
                    resolved[order[j]].via = list(sp.via)
        run.append(n)


def _frame(sheet: Sheet) -> Range | None:
    """The words that name the outlet whose work the whole report retells."""
    if sheet.doc.lang != "ar":
        return frame_of(sheet.doc)
    found = arabic_frame_of(sheet.doc, sheet.mentions)
    return found[0] if found is not None and not found[1] else None


def _hollow(norms: list[str], found: list[Attribution], parents: dict[int, int | None], resolved: dict[int, Speaker]) -> set[int]:
    """Statements that say only that somebody else says something: they are links of the chain, not statements of their own."""
    out: set[int] = set()
    for k, up in parents.items():
        if up is None or k not in resolved or up not in resolved:
            continue
        inner, outer = found[k], found[up]
        whole = outer.content[1] - outer.content[0]
        if outer.verb_class in ("deny", "doubt", "accuse", "judge", "account") or norms[inner.cue[0] - 1].startswith(("الت", "الذ", "اللذ")):
            continue
        if inner.who != "named" or inner.rule.endswith("what-was-said") or inner.cue[0] - outer.content[0] > 9:
            continue
        behind = inner.source is not None and inner.source[0] > inner.cue[0] and inner.cue[0] > outer.content[0] + 1
        if behind and inner.rule.endswith("verb-noun"):
            continue  # «… أن مئة شخص أفادت تقارير بمقتلهم»: a relative clause
        if inner.content[1] >= outer.content[1] - 1 and (inner.content[1] - inner.content[0]) * 2 > whole:
            out.add(up)
    return out


def _link(speakers: Speakers, a: Attribution, r: tuple[int, int]) -> Name | None:
    if r[0] < 0:
        outlet = None if speakers.nouns.arabic else speakers.nouns.outlet_before(a.cue[0])
        if outlet is not None:
            return Name(outlet.name, None, None, outlet.entity)  # “they quoted a source, who denied …” after an outlet
        near = speakers.near_subject(a)
        return near.name if near is not None else speakers.history[-1].name if speakers.history else None
    link = speakers.link(r)
    if speakers.nouns.arabic and r[1] - r[0] == 1 and link.entity is None and speakers.doc.norms[r[0]].endswith("نا"):
        return None  # «تحدث إلى شبكتنا»: the report's own outlet
    return None if speakers.house.owns(link) else in_english(speakers.nouns, r, link)


def _speaker(sheet: Sheet, speakers: Speakers, a: Attribution, outer: Speaker | None, *, nested: bool) -> Speaker | None:
    if a.who == "author":
        return None if nested else speakers.author()
    if a.who == "hearsay":
        if nested:
            return None
        return speakers.hearsay(a.source)
    if nested and a.verb_class in ("think", "know", "guess"):
        return None
    if a.who == "named" and a.source is not None and not speakers.nouns.odd(a.source):
        speaker = speakers.named(a.source, a.person)
        if a.verb_class == "account" and speaker.kind == "anonymous":
            speaker = replace(speaker, kind="witness")  # whose account in the first person the whole report is
        return None if nested and speaker.name.name == UNSPECIFIED else speaker
    if nested:
        if outer is None or a.verb_class in ("think", "know", "guess"):
            return None
        if a.person in ("1s", "1p"):
            return replace(outer, via=list(outer.via))
        if a.person in ("3ms", "3fs") and a.rule.endswith(_WHOLE_CLAUSE) and _goes_on(sheet, a) and agrees(a.person, outer):
            return replace(outer, via=list(outer.via), at=a.cue[0])
        return speakers.crowd(a)
    last = speakers.running(a)
    if a.rule == "ar.statement.according-after" and a.source is None and a.person in ("3ms", "3fs"):
        about = speakers.opener(a)
        if about is not None:
            return about
    start = speakers.sentence_start(a.cue[0])
    if a.verb_class != "add" and (last is None or last.at < start):
        near = speakers.near_subject(a)
        body = near is not None and not speakers.nouns.arabic and a.person in ("3ms", "3fs") and near.kind in ("organisation", "media")
        if near is not None and not body:  # “A drone, he relates, …”: “he” is no body
            return replace(near, via=list(near.via), at=max(near.at, a.cue[0]))
    if last is None:
        near = None if a.rule.endswith("free-quotation") else speakers.near_subject(a)
        told = a.person in ("3ms", "3fs", "1s") and a.rule.endswith(_WHOLE_CLAUSE) and sheet.doc.sentence_index[a.cue[0]] >= _CONTEXT
        return _somebody(speakers, a) if near is None and told else near
    return replace(last, via=list(last.via), at=a.cue[0])


_CONTEXT = 2  # sentences before a verb without a subject that may tell who is meant
_WHOLE_CLAUSE = (".verb-that", ".verb-quote")


def _somebody(speakers: Speakers, a: Attribution) -> Speaker:
    """Whoever a verb without a subject means where nobody has spoken: the teller himself in the first person, else somebody unnamed."""
    return speakers.author() if a.person == "1s" else Speaker(Name(UNSPECIFIED), "anonymous", False, [], a.person)


def _goes_on(sheet: Sheet, a: Attribution) -> bool:
    """Whether the words before a verb without a subject lead back to whoever is speaking: «…، ثم يقول إن …»، «…، وينفي أن …»."""
    norms = sheet.doc.norms
    i = a.cue[0]
    return norms[i - 1] in ("ثم", "،", ",", "؛", ";", "قد", "then", "and") or norms[i][:1] == "و"


def _end_answers(sheet: Sheet, found: list[Attribution], parents: dict[int, int | None]) -> None:
    """An answer ends where its last sentence begins with somebody else who says something; the two stay linked."""
    for k, up in parents.items():
        if up is None or not found[up].rule.endswith(_RUNNING):
            continue
        inner, outer = found[k], found[up]
        start, end = sheet.doc.sentence_of(inner.cue[0])
        opens = inner.source is not None and inner.source[0] == start and inner.source[1] <= inner.cue[0]
        if opens and start > outer.content[0] + 2 and end >= outer.content[1]:
            outer.content = (outer.content[0], start - 1 if sheet.doc.tokens[start - 1].kind == "punct" else start)


_OPENING = 160  # characters of what is said in which English “may have” holds for all of it
_RUN = 5  # attributions between two of one unnamed source
_RUNNING = (".answer", ".speaker-line", ".free-quotation")


def _stance(sheet: Sheet, a: Attribution) -> Stance:
    if a.stance != "assert" or a.rule.endswith(("what-was-said", *_RUNNING)):
        return a.stance
    text = sheet.doc.quote(sheet.doc.span(*a.content))
    if any(w in text for w in phrases(sheet.doc.lang, "denials")):
        return "deny"
    if any(w in text for w in phrases(sheet.doc.lang, "unsure")):
        return "doubt"
    if any(w in (text if sheet.doc.lang == "ar" else text[:_OPENING]) for w in phrases(sheet.doc.lang, "maybe")):
        return "speculate"
    return "assert"


def _clipped(found: list[Attribution]) -> list[Attribution]:
    """What stands inside one half of a content that was cut at «وأنّ» ends where that half ends."""
    cues: dict[tuple[int, int], list[Attribution]] = {}
    for a in found:
        cues.setdefault(a.cue, []).append(a)
    blocks: Blocks[Attribution] = Blocks()
    for group in cues.values():
        if len(group) > 1:
            for h in group:
                blocks.add(*h.content, h)
    for a in found:
        for h in blocks.near(*a.cue):
            if h.cue[1] <= a.cue[0] < h.content[1] < a.content[1] and h.content[0] <= a.content[0] < h.content[1]:
                a.content = (a.content[0], h.content[1])
    return found


def _settle(found: list[Attribution]) -> list[Attribution]:
    """Drop attributions that repeat or cross a better one."""
    ranked = sorted(found, key=lambda a: (-a.rank, a.who == "running", a.cue, a.content))
    kept: list[Attribution] = []
    blocks: Blocks[Attribution] = Blocks()
    for a in ranked:
        if not any(_repeats(a, b) for b in blocks.near(*a.content)):
            kept.append(a)
            blocks.add(*a.content, a)
    return sorted(kept, key=lambda a: (a.content, a.cue))


def _repeats(a: Attribution, b: Attribution) -> bool:
    """Whether `a` says no more than `b`, which ranks higher."""
    over = min(a.content[1], b.content[1]) - max(a.content[0], b.content[0])
    if over <= 0:
        return False
    if a.who == b.who == "author" and a.stance != b.stance:
        return False
    small = min(a.content[1] - a.content[0], b.content[1] - b.content[0])
    big = max(a.content[1] - a.content[0], b.content[1] - b.content[0])
    same_cue = a.cue[0] < b.cue[1] and b.cue[0] < a.cue[1]
    if same_cue and over * 2 > small and (a.source == b.source or a.source is None or b.source is None or _meet(a.source, b.source)):
        return True
    if over * 5 < big * 4:
        return False
    if a.rule.endswith("same-content") or b.rule.endswith("same-content"):
        return a.source == b.source
    if "deny" in (a.stance, b.stance) and a.stance != b.stance and "according" in f"{a.rule}{b.rule}":
        return False  # «نفى أن …، كما يقول الأهالي»
    if a.who == "running" and abs(a.cue[0] - b.cue[0]) < 40:
        return True
    return a.who == b.who and (a.source == b.source or (a.source is not None and b.source is not None and _meet(a.source, b.source)))


def _meet(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]
