"""The language of patterns: what is understood, and what is answered with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from isnad.errors import InputError
from isnad.relate.patterns_language import from_file, library

GOOD = """\
entries:
- id: mine
  name: {en: Mine, ar: لي}
  roles:
    X: who leaves
    Y: {en: who stays, ar: من يبقى}
    P: {en: where, place: true, needed: true}
  within: 10
  foes: [X, Y]
  steps:
  - id: leave
    what: [RETREAT/withdraw, CONCEDE]
    said: [done, planned]
    who: X
    from: P
  - id: quiet
    nobody: true
    what: ASSAULT
    whom: X
    after: leave
  - id: word
    either:
    - {what: AGREE, between: [X, Y]}
    - {what: CONSULT, who: Y, by: Y, source: document}
    optional: true
"""


def write(tmp_path: Path, text: str) -> str:
    path = tmp_path / "my.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_file_is_read(tmp_path: Path) -> None:
    (p,) = from_file(write(tmp_path, GOOD))
    assert (p.id, p.en, p.ar, p.within, p.least, p.foes) == ("mine", "Mine", "لي", 10, 1, (("X", "Y"),))
    leave, quiet, word = p.steps
    assert leave.ways[0].acts == (("RETREAT", "withdraw"), ("CONCEDE", None))
    assert (leave.ways[0].who, leave.ways[0].source, leave.ways[0].said) == (("X",), "P", ("done", "planned"))
    assert (quiet.nobody, quiet.ways[0].said, quiet.after) == (True, ("not",), "leave")
    assert [w.between or w.who for w in word.ways] == [("X", "Y"), ("Y",)]
    assert p.role("P").place
    assert p.role("P").needed


def test_a_step_may_be_the_act_of_another_and_a_way_may_say_little(tmp_path: Path) -> None:
    text = GOOD.replace("foes: [X, Y]", "rivals: [[X, Y]]").replace("    after: leave", "    after: leave\n    like: leave")
    (p,) = from_file(write(tmp_path, text.replace("who: X\n    from: P", "who: X\n    from: P\n    faint: true")))
    assert (p.foes, p.rivals) == ((), (("X", "Y"),))
    assert [s.like for s in p.steps] == [None, "leave", None]
    assert [w.faint for s in p.steps for w in s.ways] == [True, False, False, False]


def test_one_pattern_may_stand_alone(tmp_path: Path) -> None:
    alone = "id: one\nname: One\nroles: {X: who, Y: whom}\nsteps:\n- {id: a, what: ASSAULT, who: X, whom: Y}\n"
    assert from_file(write(tmp_path, alone))[0].steps[0].en == "a"


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("what: ASSAULT", "what: ATTACK", 17, "no event type"),
        ("RETREAT/withdraw", "RETREAT/fly", 12, "no mode 'fly'"),
        ("who: X\n", "who: Z\n", 14, "no role is called 'Z'"),
        ("    from: P", "    from: X", 15, "a party and no place"),
        ("after: leave", "after: lunch", 19, "no other step is called 'lunch'"),
        ("within: 10", "within: soon", 8, "a whole number"),
        ("  within: 10", "  wihtin: 10", 8, "unknown key 'wihtin'"),
        ("nobody: true", "nobody: perhaps", 17, "yes or no"),
        ("said: [done, planned]", "said: [maybe]", 13, "`said` is one of"),
        ("between: [X, Y]}", "between: [X]}", 22, "`between` needs two"),
        ("source: document", "source: gossip", 23, "no kind of source"),
        ("foes: [X, Y]", "foes: [X, P]", 9, "a place and no party"),
        ("foes: [X, Y]", "rivals: [X]", 9, "`rivals` is a pair of variables"),
        ("after: leave", "like: away", 20, "no other step is called 'away'"),
        ("- id: word", "- id: leave", 11, "two steps have one id"),
        ("name: {en: Mine, ar: لي}", "name: {en: Mine, fr: moi}", 3, "unknown key 'fr'"),
        ("    whom: X\n    after", "    after", 16, "a step needs a role"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    assert old in GOOD
    with pytest.raises(InputError) as caught:
        from_file(write(tmp_path, GOOD.replace(old, new, 1)))
    d = caught.value.diagnostic
    assert (d.code, d.file) == ("pattern.form", str(tmp_path / "my.yaml"))
    assert said in d.message
    assert d.place is not None
    assert abs(int(d.place.removeprefix("line ")) - line) <= 1


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("entries:\n- id: a\n  name: [\n", "pattern.yaml", "line 4"), ("a: b\na: c\n", "pattern.yaml", "line 2"),
        ("entries:\n- &x {id: a}\n- *x\n", "pattern.yaml", "line 2"), ("", "pattern.form", "line 1"), ("just words", "pattern.form", "line 1"),
        ("entries: []\n", "pattern.form", "line 1"), ("entries: [1]\n", "pattern.form", "line 1"), ("- a\n- b\n", "pattern.form", "line 1"),
        ("[" * 5000, "pattern.yaml", None), ("a\x00b", "pattern.yaml", None),
    ],
)  # fmt: skip
def test_what_is_no_pattern_is_refused(tmp_path: Path, text: str, code: str, place: str | None) -> None:
    with pytest.raises(InputError) as caught:
        from_file(write(tmp_path, text))
    assert caught.value.code == code
    if text and place:
        assert caught.value.diagnostic.place == place


def test_files_that_are_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"pattern\.file"):
        from_file(str(tmp_path / "none.yaml"))
    (tmp_path / "b.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match=r"pattern\.yaml"):
        from_file(str(tmp_path / "b.yaml"))


def test_the_library_is_documented_in_both_languages() -> None:
    assert len(library()) >= 12
    docs = (Path(__file__).parents[2] / "docs" / "patterns.md").read_text(encoding="utf-8")
    for p in library():
        assert f"`{p.id}`" in docs
        for words in (p.en, p.says, *(r.en for r in p.roles), *(s.en for s in p.steps)):
            assert words
            assert not any("\u0600" <= c <= "\u06ff" for c in words)
        for words in (p.ar, p.says_ar, *(r.ar for r in p.roles), *(s.ar for s in p.steps)):
            assert any("\u0600" <= c <= "\u06ff" for c in words)
