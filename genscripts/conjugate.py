"""Arabic inflection, unvocalised: all forms of a verb from its root and form number, of a noun from singular and plurals.

The tables need the shapes that stand in print, not their vowels, so a verb is eight stems and the affixes around them.
Stems follow the classes of the grammars (sound, doubled, assimilated, hollow, defective, hamzated; forms I–VIII, X); any stem can be
given by hand where a verb goes its own way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

Feature = dict[str, str]
WEAK = "وي"


@dataclass(frozen=True)
class Form:
    """One printed shape.

    Attributes:
        text: the shape, NFC, without vowels.
        tense: `perf`, `impf`, `juss` (jussive shape where it differs), `masdar`, `act`, `pass` (participles).
        person: `3ms`, `3fs`, `3mp`, `1s`, …; for nouns `s`, `d`, `p`.
        voice: `a` active, `p` passive, `ap` where print does not tell.
    """

    text: str
    tense: str
    person: str
    voice: str = "a"

    def data(self) -> Feature:
        """As stored in a table: keys `t`, `p`, `v`."""
        return {"t": self.tense, "p": self.person, "v": self.voice}


@dataclass
class Stems:
    """The stems of a verb. `perf` before vowels and nothing, `perfc` before consonants, and so on."""

    perf: str
    perfc: str
    impf: str
    impfc: str
    juss: str
    perf_p: str | None = None
    impf_p: str | None = None
    masdar: list[str] = field(default_factory=list)
    act: list[str] = field(default_factory=list)
    pas: list[str] = field(default_factory=list)


def _eight(a: str) -> str:
    """The first radical of form VIII with its infixed ت, assimilated."""
    return {"و": "ت", "ي": "ت", "ز": "زد", "ص": "صط", "ض": "ضط", "ط": "ط", "ظ": "ظ", "د": "د", "ذ": "د", "ء": "ئت"}.get(a, a + "ت")


def stems(root: str, form: int, vowel: str = "") -> Stems:
    """Stems of a verb.

    Args:
        root: three radicals (four for verbs like سيطر) separated by blanks, hamza as ء.
        form: 1 to 8 or 10; for four radicals 1 or 2.
        vowel: for weak form I the letter of the imperfect (`و`, `ي`, `ا`/`ى`); by default the radical itself.
    """
    if len(root.split()) == 4:
        core = ("ت" if form == 2 else "") + "".join(root.split())
        masdar = [core] if form == 2 else [core + "ة"]
        return Stems(core, core, core, core, core, masdar=masdar, act=["م" + core], pas=["م" + core])
    a, b, c = root.split()
    pre_perf = {1: "", 2: "", 3: "", 4: "أ", 5: "ت", 6: "ت", 7: "ان", 8: "ا", 10: "است"}[form]
    pre_impf = {1: "", 2: "", 3: "", 4: "", 5: "ت", 6: "ت", 7: "ن", 8: "", 10: "ست"}[form]
    long = "ا" if form in (3, 6) else ""
    head = _eight(a) if form == 8 else a
    if form in (2, 5):
        core = head + b
        s = Stems(pre_perf + core + c, pre_perf + core + c, pre_impf + core + c, pre_impf + core + c, pre_impf + core + c)
        s.masdar = ["ت" + a + b + "ي" + c] if form == 2 else ["ت" + a + b + c]
        if c in WEAK + "ء":
            last = "ي" if form == 2 else "ى"
            s = Stems(pre_perf + core + "ى", pre_perf + core + "ي", pre_impf + core + last, pre_impf + core + "ي", pre_impf + core)
            s.masdar = ["ت" + a + b + "ية"] if form == 2 else ["ت" + a + b + "ي"]
            if c == "ء":
                s.perf = s.perfc = pre_perf + core + "أ"
                s.impf = s.impfc = s.juss = pre_impf + core + ("ئ" if form == 2 else "أ")
                s.masdar = ["ت" + a + b + "ئة"] if form == 2 else ["ت" + a + b + "ؤ"]
        elif form == 5 and b in WEAK:
            pass
        if form == 2 and c not in WEAK + "ء":
            s.masdar = ["ت" + a + b + "ي" + c]
        return _participles(s, form, root)
    if b == c and form not in (3, 6):  # doubled
        base = head + b
        s = Stems(pre_perf + base, pre_perf + base + c, pre_impf + base, pre_impf + base + c, pre_impf + base)
        tail = a + b + "ا" + c
        s.masdar = {4: ["إ" + tail], 7: ["ان" + tail], 8: ["ا" + head + b + "ا" + c], 10: ["است" + tail]}.get(form, [])
        return _participles(s, form, root)
    if b in WEAK and form in (1, 4, 7, 8, 10) and c not in WEAK:  # hollow
        impf_v = {1: vowel or b, 4: "ي", 7: "ا", 8: "ا", 10: "ي"}[form]
        s = Stems(
            pre_perf + head + "ا" + c, pre_perf + head + c, pre_impf + head + impf_v + c, pre_impf + head + c, pre_impf + head + c,
            perf_p=pre_perf + head + "ي" + c, impf_p=pre_impf + head + "ا" + c,
        )  # fmt: skip
        s.masdar = {4: ["إ" + a + "ا" + c + "ة"], 7: ["ان" + a + "يا" + c], 8: ["ا" + head + "يا" + c], 10: ["است" + a + "ا" + c + "ة"]}.get(form, [])
        return _participles(s, form, root)
    if c in WEAK:  # defective
        core = head + long + b
        last = "ا" if form == 1 and c == "و" else "ى"
        impf_last = (vowel or c) if form == 1 else ("ى" if form == 6 else "ي")
        impf_head = core[1:] if form == 1 and a == "و" else core
        s = Stems(
            pre_perf + core + last, pre_perf + core + ("و" if last == "ا" else "ي"), pre_impf + impf_head + impf_last,
            pre_impf + core + impf_last, pre_impf + impf_head, perf_p=pre_perf + core + "ي", impf_p=pre_impf + core + "ى",
        )  # fmt: skip
        s.masdar = {
            3: ["م" + a + "ا" + b + "اة"], 4: ["إ" + a + b + "اء"], 6: ["ت" + a + "ا" + b + "ي"], 7: ["ان" + a + b + "اء"],
            8: ["ا" + head + b + "اء"], 10: ["است" + ("ي" if a == "و" else a) + b + "اء"],
        }.get(form, [])  # fmt: skip
        return _participles(s, form, root)
    core = head + long + b + c
    impf = b + c if form == 1 and a == "و" else core
    s = Stems(pre_perf + core, pre_perf + core, pre_impf + impf, pre_impf + impf, pre_impf + impf)
    if long:
        s.perf_p = pre_perf + a + "و" + b + c
    masdars = {
        3: ["م" + a + "ا" + b + c + "ة"], 4: ["إ" + a + b + "ا" + c], 6: ["ت" + a + "ا" + b + c], 7: ["ان" + a + b + "ا" + c],
        8: ["ا" + head + b + "ا" + c], 10: ["است" + a + b + "ا" + c],
    }  # fmt: skip
    if a == "و":
        masdars |= {4: ["إي" + b + "ا" + c], 10: ["استي" + b + "ا" + c]}
    s.masdar = masdars.get(form, [])
    return _participles(s, form, root)


def _participles(s: Stems, form: int, root: str) -> Stems:
    a, b, c = root.split()
    if form == 1:
        middle = "ئ" if b in WEAK and c not in WEAK else b
        s.act = [a + "ا" + middle + ("" if b == c else c if c not in WEAK else "ي")]
        s.pas = ["م" + a + ("" if b in WEAK else b) + ("و" if b not in WEAK else b) + c] if c not in WEAK else ["م" + a + b + "ي"]
        return s
    s.act = ["م" + s.impf.replace("ى", "ي")]
    s.pas = ["م" + (s.impf_p or s.impf)]
    return s


_PERF = {"3ms": "", "3fs": "ت", "3mp": "وا", "3md": "ا", "3fd": "تا"}
_PERFC = {"3fp": "ن", "1s": "ت", "1p": "نا", "2mp": "تم"}
_IMPF = {
    "3ms": ("ي", ""), "3fs": ("ت", ""), "1s": ("أ", ""), "1p": ("ن", ""), "3mp": ("ي", "ون"), "3md": ("ي", "ان"), "3fd": ("ت", "ان"),
    "2mp": ("ت", "ون"),
}  # fmt: skip
_SUBJ = {"3mp": ("ي", "وا"), "3md": ("ي", "ا"), "2mp": ("ت", "وا")}
_JUSS = {"3ms": ("ي", ""), "3fs": ("ت", ""), "1s": ("أ", ""), "1p": ("ن", "")}


def verb(
    root: str, form: int, *, vowel: str = "", masdar: Iterable[str] | None = None, perf: str | None = None, perfc: str | None = None,
    impf: str | None = None, juss: str | None = None, act: Iterable[str] | None = None, pas: Iterable[str] | None = None,
) -> list[Form]:  # fmt: skip
    """Every printed shape of a verb, its verbal nouns and participles included, each once per feature set.

    Args:
        root: radicals separated by blanks, hamza as ء.
        form: 1 to 8 or 10.
        vowel: for weak form I the letter of the imperfect.
        masdar: verbal nouns, instead of the regular ones (form I has no regular verbal noun).
        perf: stem of the perfect before vowels and nothing, instead of the regular one; so the others.
        perfc: stem of the perfect before consonants.
        impf: stem of the imperfect.
        juss: stem of the jussive.
        act: active participles.
        pas: passive participles.
    """
    s = stems(root, form, vowel)
    s.perf, s.perfc = perf or s.perf, perfc or perf or s.perfc
    if impf:
        s.impf, s.impfc, s.juss = impf, impf, juss or impf
        if form != 1:
            s.act, s.pas = ["م" + impf.replace("ى", "ي")], ["م" + impf]
    s.juss = juss or s.juss
    out: list[Form] = []
    split = bool(s.perf_p)
    _perfect(out, s.perf, s.perfc, "a" if split else "ap")
    if s.perf_p and s.perf_p != s.perf:
        _perfect(out, s.perf_p, s.perfc, "p")
    split = bool(s.impf_p)
    _imperfect(out, s.impf, s.impfc, "a" if split else "ap")
    if s.impf_p and s.impf_p != s.impf:
        _imperfect(out, s.impf_p, s.impfc, "p")
    if s.juss != s.impf:
        out += [Form(p + s.juss + e, "juss", k, "ap") for k, (p, e) in _JUSS.items()]
    for m in masdar if masdar is not None else s.masdar:
        out += [Form(t, "masdar", n) for t, n in noun(m, plurals=[m + "ات"] if not m.endswith(("ة", "اء")) else [])]
    for tense, words in (("act", act if act is not None else s.act), ("pass", pas if pas is not None else s.pas)):
        for w in words:
            out += [Form(t, tense, n, "p" if tense == "pass" else "a") for t, n in adjective(w)]
    given = masdar is not None  # verbal nouns given by hand are spelled as they should be
    return list(
        dict.fromkeys(f if given and f.tense == "masdar" else Form(orthography(f.text), f.tense, f.person, f.voice) for f in out)
    )


def _perfect(out: list[Form], stem: str, stemc: str, voice: str) -> None:
    bare = stem[:-1] if (stem[-1] in "اىي" and stem[-1] != stemc[-1:]) or (stem.endswith(("ى", "ا")) and len(stem) > 2) else stem
    weak = stem.endswith(("ى", "ا")) and len(stem) > 2
    for person, end in _PERF.items():
        if weak and person in ("3fs", "3mp", "3fd"):
            out.append(Form(bare + end, "perf", person, voice))
        elif weak and person == "3md":
            out.append(Form(stemc + "ا", "perf", person, voice))
        elif stem.endswith("ي") and person == "3mp":
            out.append(Form(stem[:-1] + end, "perf", person, voice))
        else:
            out.append(Form(stem + end, "perf", person, voice))
    out += [Form(stemc + end, "perf", person, voice) for person, end in _PERFC.items()]


def _imperfect(out: list[Form], stem: str, stemc: str, voice: str) -> None:
    weak = stem.endswith(("ى", "ي", "و"))
    for person, (start, end) in _IMPF.items():
        base = stem[:-1] if weak and end == "ون" else stem.replace("ى", "ي") if weak and end == "ان" else stem
        out.append(Form(start + base + end, "impf", person, voice))
    for person, (start, end) in _SUBJ.items():
        base = stem[:-1] if weak and end == "وا" else stem.replace("ى", "ي") if weak else stem
        out.append(Form(start + base + end, "juss", person, voice))
    out.append(Form("ي" + stemc.replace("ى", "ي") + "ن", "impf", "3fp", voice))


def noun(singular: str, plurals: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Shapes of a noun with their number: the accusative's alef and the dual are added, clitics are not."""
    out = [(singular, "s")]
    if not singular.endswith(("ة", "ى", "ا", "اء")):
        out.append((singular + "ا", "s"))
    dual = singular[:-1] + "ت" if singular.endswith("ة") else singular
    if not singular.endswith(("ى", "ا")):
        out += [(dual + "ين", "d"), (dual + "ان", "d")]
    for p in plurals:
        out.append((p, "p"))
        if not p.endswith(("ة", "ى", "ا", "اء", "ات", "ون", "ين")):
            out.append((p + "ا", "p"))
        if p.endswith("ون"):
            out += [(p[:-2] + "ين", "p"), (p[:-2] + "و", "p"), (p[:-2] + "ي", "p")]
    return out


def adjective(base: str) -> list[tuple[str, str]]:
    """Shapes of a participle or adjective in both genders and all numbers (sound plurals)."""
    if base.endswith("ي") and len(base) > 3:
        root = base[:-1]
        sound = [(base, "ms"), (base + "ا", "ms"), (base + "ة", "fs"), (base + "ات", "fp"), (base + "ين", "d")]
        return [*sound, (root + "ون", "mp"), (root + "ين", "mp")]
    if base.endswith("ى"):
        root = base[:-1]
        return [(base, "ms"), (root + "اة", "fs"), (root + "ون", "mp"), (root + "ين", "mp")]
    ends = {"": "ms", "ا": "ms", "ة": "fs", "ون": "mp", "ين": "mp", "ات": "fp", "ان": "d", "تين": "d", "تان": "d", "و": "mp", "ي": "mp"}
    return [(base + end, number) for end, number in ends.items()]


def orthography(shape: str) -> str:
    """Seat the hamza of a derived shape. Shapes without a loose ء pass through.

    A ء at the start becomes أ, before ا at the start آ; inside after a prefix it sits on alef (where forms II and IV want ؤ, resources
    give the stem); at the end after a consonant it stays.
    """
    if "ء" not in shape or shape.endswith(("اء", "وء", "يء")):
        return shape
    if shape.startswith("ءا") or shape.startswith("أء"):
        return "آ" + shape[2:]
    if shape.startswith("ء"):
        return "أ" + shape[1:]
    at = shape.index("ء")
    before, after = shape[:at], shape[at + 1 :]
    if after.startswith("ا") and len(after) > 1:
        return before + "آ" + after[1:]
    if before.endswith("ا"):
        return before + "ئ" + after
    if after.startswith(("ي",)):
        return before + "ئ" + after
    if after.startswith(("و",)):
        return before + "ؤ" + after
    return before + "أ" + after
