"""Arabic phrases for persons: titles, names, functions beside the name, and the bare name later."""

from __future__ import annotations

from isnad.grammar.rules import register
from isnad.lang.ar.names import name_words, ordinary, romanise
from isnad.resolve.mentions import Found
from isnad.resolve.mentions_ar_names import PLACE_NOUNS, SPEECH, read_name, servant, spoken_of
from isnad.resolve.mentions_ar_sources import SOURCE
from isnad.resolve.mentions_ar_titles import OFFICE, PREPS, TitleRun, office, whole
from isnad.resolve.mentions_scan import Scan, definite

TITLED = register("ar.mention.titled", "A title or function with a person's name after it.")
NAMED = register("ar.mention.person", "A given name with the name after it.")
KUNYA = register("ar.mention.kunya", "A byname with أبو or أم where a person is spoken of.")
KNOWN = register("ar.mention.known-person", "A person of the authority.")
_HELPERS = frozenset({"mustashar", "naib", "mutahaddith", "masul"})
AGAIN = register("ar.mention.surname", "Part of the name of a person named in full before.")


def person(scan: Scan, i: int, *, inner: bool = False) -> Found | None:
    """The person at token `i`, with title before and function after the name."""
    if i >= scan.words.size:
        return None
    found = _helper(scan, i)
    if found is not None:
        return found
    found = _titled(scan, i) or _known(scan, i)
    if found is None:
        named, again = _named(scan, i), _again(scan, i)
        found = again if again is not None and (named is None or again.last >= named.last) else named
    if found is None:
        return None
    if found.rule not in (AGAIN, OFFICE) and not inner:
        _function_after(scan, found)
    _remember(scan, found)
    return found


def _known(scan: Scan, i: int) -> Found | None:
    m = scan.actor_at(i)
    if m is None:
        return None
    actor = scan.actor(m)
    if actor.kind not in ("person", "official"):
        return None
    f = Found(i, m.last, actor.kind, actor.name, actor.id, actor.party, KNOWN, (m.entry.id,), country=actor.country)
    f.surname = scan.norm(m.last - 1)
    return f


def _helper(scan: Scan, i: int) -> Found | None:
    """«مستشار لرئيس الحكومة فلان», «متحدث باسم الوزير فلان»: somebody unnamed who serves a person; the name is not his."""
    title = scan.layer(i, "title")
    if title is None or title.enclitic or definite(title) or title.entry.id.rsplit(".", 1)[-1] not in _HELPERS:
        return None
    at = title.last
    while at < title.last + 2 and not scan.broken(at) and (scan.norm(at) in name_words().fillers or scan.layer(at, "srcadj") is not None):
        at += 1
    if at >= scan.words.size or scan.broken(at):
        return None
    norm = scan.norm(at)
    first = at + 1 if norm == "باسم" else at
    inner = scan.layer(first, "title") if first < scan.words.size else None
    if norm != "باسم" and (not norm.startswith("ل") or (inner is not None and not inner.proclitics.startswith("ل"))):
        return None
    boss = person(scan, first, inner=True)
    if boss is None or boss.first != first or (norm == "باسم" and (boss.rule != TITLED or boss.party is None)):
        return None
    if boss.rule in (NAMED, KUNYA):
        return None
    noun = str(title.entry.data["en"])
    name = f"{noun} {'for' if noun == 'spokesman' else 'to'} {boss.name}"
    f = Found(i, boss.last, "anonymous", name, None, boss.party, SOURCE, (title.entry.id,), country=boss.country)
    f.keys = (title.entry.id.rsplit(".", 1)[-1],)
    return f


def _titled(scan: Scan, i: int) -> Found | None:
    title = scan.layer(i, "title")
    if title is None or title.enclitic or title.data.get("n") == "d" or (title.form == "والي" and scan.words.doc.text[title.span.end - 1] == "ى"):
        return None  # «وإلى» is no governor
    run = TitleRun(scan, title)
    at = run.read()
    start = at
    kind = title.entry.data["kind"]
    if at == title.last and title.entry.data.get("body") and kind != "person" and not whole(title) and not title.entry.data.get("civil"):
        return None  # no one is «رئيس محمد», but «رئيس الوزراء محمد»
    if scan.norm(at) == "،" and run.complement and not scan.broken(at + 1):
        at += 1
        form = scan.layer(at, "title")
        if form is not None and (form.entry.data.get("civil") or form.entry.data.get("rank")) and not form.enclitic:
            at = form.last  # «المتحدث باسم …، الشيخ فلان»
        elif scan.norm(at) not in name_words().given and scan.norm(at) not in name_words().parts:
            at = start
    known = _known(scan, at)
    if known is not None:
        end, name, entity, party = known.last, known.name, known.entity, known.party
    else:
        again = _again(scan, at) if start == at else None
        strong = run.complement or bool(title.entry.data.get("rank") or title.entry.data.get("civil"))
        end = again.last if again is not None else read_name(scan, at, strong=strong)
        if end == at:
            return office(scan, run, start)
        name = again.name if again else romanise(scan.words.doc.norms[at:end])
        entity, party = (again.entity, again.party) if again else (None, None)
    side = run.party if run.side is not None or run.title.entry.data["kind"] != "person" else None  # «الناشط السوري» acts for no state
    f = Found(i, end, run.kind(), name, entity, side or party, TITLED, run.entries, role=scan.surface(i, start), country=run.country)
    if known is not None and known.kind == "official":
        f.kind = "official"
    f.keys, f.of = run.keys, run.side
    if run.unknown is not None:
        f.of = run.unknown
        if f.party is None:
            f.generic, f.pattern, f.drop = "side-of", f.name, False
    f.surname = scan.norm(end - 1)
    scan.appoint(run.keys[0], run.mark, f)
    return f


def _named(scan: Scan, i: int) -> Found | None:
    before = scan.norm(i - 1)
    spoken = before in SPEECH or before[1:] in SPEECH
    norm = scan.norm(i)
    if not spoken and norm not in name_words().given and norm not in name_words().parts and f"{norm} {scan.norm(i + 1)}" not in name_words().given:
        return None
    if before in PLACE_NOUNS or scan.layer(i, "head") is not None or scan.layer(i, "source") is not None or scan.actor_at(i) is not None:
        return None
    if norm in name_words().given and name_words().given[norm][1] == 1 and not spoken:
        following = scan.norm(i + 1)
        if name_words().given.get(following, ("", 1))[1] == 1:
            return None
    end = read_name(scan, i, strong=spoken)
    if end == i:
        return None
    f = Found(i, end, "person", romanise(scan.words.doc.norms[i:end]), None, None, KUNYA if norm in ("ابو", "ابي", "ام") else NAMED)
    f.surname = scan.norm(end - 1)
    return f


def _again(scan: Scan, i: int) -> Found | None:
    norm = scan.norm(i)
    known = scan.first_words
    if not (norm in known or norm[1:] in known or (norm.startswith("لل") and "ال" + norm[2:] in known)):
        return None
    if norm.endswith("علي") and scan.words.doc.text[scan.words.doc.tokens[i].end - 1] == "ى":
        return None
    for j in range(3, 0, -1):
        if i + j > scan.words.size:
            continue
        key = " ".join(scan.words.norms[i : i + j])
        before = scan.people.get(key)
        if before is None and key[:1] in "وفبل" and key[1:] in scan.people and scan.people[key[1:]].surname is not None and not ordinary(key):
            before = scan.people[key[1:]]
        if before is None and norm.startswith("لل") and "ال" + norm[2:] in scan.people:
            before = scan.people["ال" + norm[2:]]
        if before is None:
            continue
        if j == 1 and (ordinary(norm) or (norm.startswith("ال") and ordinary(norm[2:]))) and not spoken_of(scan, i):
            continue
        if scan.actor_at(i) is not None and scan.actor_at(i).last > i + j:  # type: ignore[union-attr]
            continue
        f = Found(i, i + j, before.kind, before.name, before.entity, before.party, AGAIN, before.entries, role=before.role, country=before.country)
        f.keys, f.of, f.generic = before.keys, before.of, before.generic
        return f
    return None


def _function_after(scan: Scan, f: Found) -> None:
    """«، المتحدث باسم …», «، وهو قيادي في …», «مدير المرصد»: taken into the mention as its role."""
    at = f.last
    comma = scan.norm(at) in ("،", "-", "(", ",")
    j = at + 1 if comma else at
    if scan.norm(j) in ("وهو", "وهي", "الذي", "وهما"):
        j += 1
        while scan.norm(j) in ("كان", "كانت", "يشغل", "يعمل", "منصب", "انذاك", "بصفه", "يتولي"):
            j += 1
    if scan.broken(j):
        return
    title = scan.layer(j, "title")
    if title is None or title.enclitic or title.proclitics not in ("ال", ""):
        return
    if not comma and not definite(title) and j == at and f.rule == TITLED:
        return
    run = TitleRun(scan, title)
    end = run.read()
    if end <= title.first or (end == title.last and not (comma or definite(title))):
        return
    if scan.norm(end) in name_words().given and not comma:
        return  # the title belongs to the next name
    f.role = f"{f.role}، {scan.surface(j, end)}" if f.role else scan.surface(j, end)
    f.last = end + 1 if comma and scan.norm(at) == "(" and scan.norm(end) == ")" else end
    f.party = f.party or run.party
    f.country = f.country or run.country
    if run.kind() == "official":
        f.kind = "official"
    f.keys = tuple(dict.fromkeys((*f.keys, *run.keys)))
    f.entries += run.entries
    scan.appoint(run.keys[0], run.mark, f)


def _remember(scan: Scan, f: Found) -> None:
    """Keep the parts of a full name by which the person may come back."""
    if f.rule in (AGAIN, OFFICE) or f.kind not in ("person", "official"):
        return
    first, last = f.first, f.last
    norms = scan.words.doc.norms[first:last]
    name = _name_part(scan, f, norms)
    if len(name) > 1:
        scan.know(" ".join(name), f)
        if name[-2] in ("عبد", "العبد", "ابو", "ابي", "ال", "بن", "فون", "فان"):
            scan.know(" ".join(name[-2:]), f)
        last_name = name[-1]
        if servant(name[-2], last_name):
            scan.know(" ".join(name[-2:]), f)
            return
        scan.know(last_name, f)
        if last_name.startswith("ال") and len(last_name) > 4:
            scan.know(last_name[2:], f)
        elif not last_name.startswith("ال"):
            scan.know("ال" + last_name, f)
        if len(name) == 2 and name_words().given.get(name[0], ("", 3))[1] in (0,) and len(name[0]) > 3:
            scan.know(name[0], f)
        if name[0] in ("ابو", "ابي"):
            for k in ("ابو", "ابي", "ابا"):
                scan.know(" ".join([k, *name[1:]]), f)
    elif name:
        scan.know(name[0], f)


def _name_part(scan: Scan, f: Found, norms: list[str]) -> list[str]:
    if f.surname is None:
        return []
    try:
        end = len(norms) - 1 - norms[::-1].index(f.surname)
    except ValueError:
        return []
    start = end
    while start > 0 and _in_name(scan, f.first + start - 1):
        start -= 1
    return norms[start : end + 1]


def _in_name(scan: Scan, i: int) -> bool:
    here = scan.words.at[i]
    return (
        scan.words.doc.tokens[i].kind == "word"
        and not any(here.get(layer) for layer in ("title", "nisba", "head"))
        and scan.norm(i) not in name_words().fillers
        and scan.norm(i) not in PREPS
    )
