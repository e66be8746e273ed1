from __future__ import annotations

from isnad.grammar.lexicon import Entry, Lexicon
from isnad.lang.ar.clitics import analyses
from isnad.lang.en.clitics import analyses as english
from isnad.text.doc import Doc


def _arabic(*entries: tuple[str, list[str]]) -> Lexicon:
    lexicon = Lexicon("test", analyses)
    for name, forms in entries:
        lexicon.add(Entry(name, {}), forms)
    return lexicon


def test_an_entry_is_found_with_particles_before_and_a_pronoun_after() -> None:
    lexicon = _arabic(("plane", ["طائرة"]), ("state", ["تنظيم الدولة الإسلامية"]), ("destroy", ["دمروا"]))
    doc = Doc("وبالطائرة عاد لتنظيم الدولة الاسلاميّة فدمّروها وطائرته", "ar")
    found = [(m.entry.id, doc.quote(m.span), m.proclitics, m.enclitic) for m in lexicon.find(doc)]
    assert found == [
        ("plane", "وبالطائرة", "وبال", ""),
        ("state", "لتنظيم الدولة الاسلاميّة", "ل", ""),
        ("destroy", "فدمّروها", "ف", "ها"),
        ("plane", "وطائرته", "و", "ه"),
    ]


def test_the_longest_entry_wins() -> None:
    lexicon = _arabic(("front", ["جبهة"]), ("nusra", ["جبهة النصرة"]))
    assert [m.entry.id for m in lexicon.find(Doc("قاتلت جبهة النصرة على جبهة أخرى", "ar"))] == ["nusra", "front"]


def test_an_entry_may_refuse_clitics() -> None:
    lexicon = Lexicon("test", analyses)
    lexicon.add(Entry("bab", {}, proclitics="ب", enclitics=False), ["الباب"])
    assert len(lexicon.find(Doc("بالباب", "ar"))) == 1
    assert not lexicon.find(Doc("فالباب", "ar"))


def test_entries_do_not_reach_over_a_blank_line() -> None:
    lexicon = _arabic(("nusra", ["جبهة النصرة"]))
    assert not lexicon.find(Doc("جبهة\n\nالنصرة", "ar"))


def test_english_possessives_are_peeled() -> None:
    lexicon = Lexicon("test", english)
    lexicon.add(Entry("russia", {}), ["Russia"])
    assert [m.enclitic for m in lexicon.find(Doc("Russia's planes left Russia", "en"))] == ["'s", ""]
