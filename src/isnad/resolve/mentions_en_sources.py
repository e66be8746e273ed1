"""English phrases for unnamed sources, outlets and documents."""

from __future__ import annotations

from isnad.grammar.rules import register
from isnad.lang.en.names import CALENDAR, english_words, mention_set
from isnad.resolve.mentions import Found
from isnad.resolve.mentions_en_party import headed, side_at
from isnad.resolve.mentions_en_sides import NAME
from isnad.resolve.mentions_en_words import ARTICLES, OWNERS, Element, capital, is_state, joined, layers_at, state_side
from isnad.resolve.mentions_kinds import KIND, OUTLETS, SIDED
from isnad.resolve.mentions_scan import Scan

SOURCE = register("en.mention.source", "A word for a source without a name, with what the text says of it.")
SOURCE_AGAIN = register("en.mention.source-again", "A definite word for a source («the source») that points to one named before.")
OUTLET = register("en.mention.outlet", "A word for an outlet or agency with its name.")
OUTLET_AGAIN = register("en.mention.outlet-again", "A definite word for an outlet («the channel») that points to one named before.")
MEDIA = register("en.mention.media", "Media of a country or side, without a name.")
DOCUMENT = register("en.mention.document", "A word for a document or recording, with what the text says of it.")

_BELONG = {"in": "in", "inside": "in", "within": "in", "from": "in", "of": "of", "for": "of", "with": "of"}
_SHAPES = mention_set("outlet_words")
NOT_NAMES = mention_set("not_names")


def source(scan: Scan, i: int, els: list[Element]) -> Found | None:
    """The unnamed source, outlet or document that the elements name."""
    k = next((n for n in range(len(els) - 1, -1, -1) if els[n].kind == "head"), -1)
    if k < 0:
        return None
    core = els[k]
    m = layers_at(scan, core.first, core.last).get("source")
    if m is None:
        return None
    data = m.entry.data
    cls: str = data["cls"]
    if cls in OUTLETS or (len(els) > k + 1 and cls == "media"):
        return _outlet(scan, i, els, k, cls)
    if len(els) > k + 1:
        return None
    plural = m.data.get("n") == "p"
    if cls == "media" and (scan.norm(i - 1) == "social" or scan.norm(core.last) in ("conference", "release", "statement", "freedom", "briefing")):
        return None
    f = Found(
        i,
        core.last,
        KIND[cls],
        "",
        None,
        None,
        DOCUMENT if KIND[cls] == "document" else MEDIA if cls == "media" else SOURCE,
        (m.entry.id,),
        keys=(data["key"],),
    )
    side = _side(scan, i, els[:k])
    adjectives = {str(e.match.entry.data.get("en", "")) for e in els[:k] if e.kind == "adj" and e.match is not None}
    described = k > 0
    before = scan.norm(i - 1) if not scan.broken(i) else ""
    if side is not None:
        f.country = side.country
        organ = any(
            e.kind == "head" or (e.kind == "actor" and side.kind in ("force", "group")) for e in els[:k]
        )  # «a Lebanese military source», «army insiders»
        if data.get("side") or organ or SIDED & adjectives or (cls == "statement" and side.kind in ("state", "force", "group")):
            _act_for(f, side)
    if cls == "reporter" and side is not None and side.kind in ("outlet", "agency"):
        f.entity = side.entity
    described |= _belongs(scan, f, cls, bool(data.get("side")))
    if before in ("the", "this", "that", "these", "those") and not described:
        return _again(scan, f, data["en"][1 if plural else 0], cls, plural)
    if before in OWNERS and not described:
        return None
    if not described and (data.get("alone") is False or cls in ("statement", "intercept")):
        return None
    if not described and cls == "document" and not plural and before not in ("a", "an", "one"):
        return None
    f.name = " ".join(scan.surface(i, f.last).split())
    return f


def _act_for(f: Found, side: Found) -> None:
    if side.generic:
        f.of, f.generic, f.pattern, f.drop = side, "side-of", "", False
    elif side.kind not in ("outlet", "agency") and side.party:
        f.party = side.party


def _side(scan: Scan, i: int, mods: list[Element]) -> Found | None:
    for n in range(len(mods) - 1, -1, -1):
        e = mods[n]
        if e.match is None:
            continue
        if e.kind == "head" and layers_at(scan, e.first, e.last).get("head") is not None:
            return headed(scan, i, mods[: n + 1], inner=True)
        if e.kind in ("actor", "nisba"):
            return state_side(scan, e.match, NAME)
    return None


def _belongs(scan: Scan, f: Found, cls: str, sided: bool) -> bool:
    """«sources in the army», «activists opposed to the government», «an official from the ministry»: moves `f.last`."""
    at = f.last
    if scan.broken(at):
        return False
    tie = scan.layer(at, "tie")
    if tie is not None and scan.norm(tie.last) in tie.entry.data["prep"]:
        side = side_at(scan, tie.last + 1)
        if side is None or side.kind == "people":
            return False
        f.last = side.last
        f.country = f.country or side.country
        return True
    relation = _BELONG.get(scan.norm(at))
    if relation is None or (scan.norm(at) == "for" and not sided):
        return False
    j = at + 1
    while scan.norm(j) in ARTICLES:
        j += 1
    m = scan.actor_at(j) if not scan.broken(j) else None
    if m is not None and is_state(scan.actor(m)):
        return False
    side = side_at(scan, at + 1)
    if side is None or side.kind == "people":
        return False
    f.last = side.last
    f.country = f.country or side.country
    if sided or cls == "source":
        _act_for(f, side)
    return True


def _again(scan: Scan, f: Found, noun: str, cls: str, plural: bool) -> Found:
    f.rule, f.generic, f.drop, f.pattern = SOURCE_AGAIN, "again", not (cls == "witness" or (plural and cls == "source")), noun
    return f


def _outlet(scan: Scan, i: int, els: list[Element], k: int, cls: str) -> Found | None:
    core = els[k]
    m = layers_at(scan, core.first, core.last)["source"]
    f = Found(i, core.last, "agency" if cls == "agency" else "outlet", "", None, None, OUTLET, (m.entry.id,), keys=(m.entry.data["key"],))
    for e in (*els[k + 1 :], *reversed(els[:k])):
        if e.kind == "actor" and e.match is not None and scan.actor(e.match).kind in ("outlet", "agency"):
            return known_outlet(scan, i, max(core.last, e.last), e, f.keys)
    guarded = scan.actor_at(core.last, named=True) if not scan.broken(core.last) else None
    if guarded is not None and scan.actor(guarded).kind in ("outlet", "agency"):
        return known_outlet(scan, i, guarded.last, Element("actor", guarded.first, guarded.last, guarded), f.keys)
    end = core.last
    while (
        end < core.last + 4
        and not scan.broken(end)
        and (capital(scan, end) or scan.norm(end) in ("al", "-"))
        and scan.words.doc.tokens[end].kind in ("word", "punct")
    ):
        if scan.norm(end) in CALENDAR or (scan.words.doc.tokens[end].kind == "punct" and scan.norm(end) != "-"):
            break
        end += 1
    if end > core.last and (not core.plural):
        f.name, f.last = " ".join(scan.surface(core.last, end).split()), end
        return f
    nation = next((e for e in els[:k] if e.kind in ("nisba", "actor") and e.match is not None), None)
    adjectives = [str(e.match.entry.data.get("en", "")) for e in els[:k] if e.kind == "adj" and e.match is not None]
    state = "official" in adjectives or "government" in adjectives
    if nation is not None and nation.match is not None:
        actor = scan.actor(nation.match)
        f.country = actor.country
        f.name = " ".join(
            [actor.demonym or actor.name, *(["state"] if state else [w for w in adjectives if w]), m.entry.data["en"][1 if core.plural else 0]]
        )
        if m.entry.data["key"] == "wakala" and (state or actor.demonym):
            f.generic, f.pattern, f.drop = "state-outlet", f.name, False
        return f
    if state:
        f.name = f.pattern = f"state {m.entry.data['en'][1 if core.plural else 0]}"
        f.generic, f.drop = "state-outlet", False
        return f
    before = scan.norm(i - 1) if not scan.broken(i) else ""
    if before in ("the", "this", "that") and k == 0 and m.entry.data.get("alone") is not False:
        f.rule, f.generic, f.drop, f.pattern = OUTLET_AGAIN, "again", True, m.entry.data["en"][0]
        return f
    if core.plural and adjectives:
        f.name = " ".join(scan.surface(i, f.last).split())
        return f
    return None


def known_outlet(scan: Scan, i: int, last: int, e: Element, keys: tuple[str, ...] = ()) -> Found:
    """A mention of an outlet of the authority with the words around its name."""
    assert e.match is not None
    f = state_side(scan, e.match, OUTLET)
    f.first, f.last = i, last
    f.keys = tuple(dict.fromkeys((*f.keys, *keys)))
    if scan.norm(last) in ("news", "tv", "newspaper", "channel", "television", "website", "agency", "radio") and not scan.broken(last):
        f.last += 1
    return f


def new_outlet(scan: Scan, i: int) -> Found | None:
    """An outlet by its shape: capitalised words that end in a word for an outlet («Halab Today TV», «the Idlib Post»)."""
    end = i
    while (
        end < min(scan.words.size, i + 6)
        and (end == i or not scan.broken(end))
        and (capital(scan, end) or (scan.norm(end) == "-" and joined(scan, end) and joined(scan, end + 1)))
        and scan.norm(end) not in CALENDAR
    ):
        end += 1
    while end > i + 1 and scan.norm(end - 1) not in _SHAPES:
        end -= 1
    if end < i + 2 and not (end == i + 1 and scan.norm(end) in ("newspaper", "channel", "website", "tv", "radio", "magazine")):
        return None
    if end == i + 1 or (scan.norm(end) in ("newspaper", "channel", "website", "agency") and not scan.broken(end)):
        end += 1
    if (
        scan.norm(i) in NOT_NAMES
        or scan.norm(end - 1) not in _SHAPES
        or scan.norm(i) in english_words().verbs
        or (any(is_state_word(scan, j) for j in (i,)) and end == i + 2)
    ):
        return None
    guarded = scan.actor_at(i, named=True)
    if guarded is not None and end - 1 <= guarded.last <= end and scan.actor(guarded).kind in ("outlet", "agency"):
        return known_outlet(scan, i, end, Element("actor", i, guarded.last, guarded))  # «Sabah newspaper»
    last = scan.norm(end - 1)
    name = " ".join(scan.surface(i, end - 1 if last in ("newspaper", "channel", "website", "magazine") else end).split())
    return Found(
        i,
        end,
        "agency" if last == "agency" else "outlet",
        name,
        None,
        None,
        OUTLET,
        (),
        keys=("wakala",) if last == "agency" else ("qanat", "sahifa"),
    )


def is_state_word(scan: Scan, i: int) -> bool:
    """Whether the word is an adjective of nation or a determiner, so that what follows is no name of its own."""
    return bool(scan.words.at[i].get("nisba")) or scan.norm(i) in ARTICLES
