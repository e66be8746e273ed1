"""Dossiers that people put together: sentences that say who says so, footnotes, three kinds of file, and none that does not hold."""

from __future__ import annotations

import builtins
import dataclasses
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from isnad.errors import AnchorError, IsnadError, UsageError
from isnad.lang.tables import table
from isnad.model.plover import EVENT_TYPES, MODES
from isnad.model.records import Claim, Made, Name, Reading, Statement
from isnad.model.span import Span
from isnad.show.cli.app import run
from isnad.show.dossier import as_docx, as_html, as_pdf, figures
from isnad.show.dossier.names import Names
from isnad.show.dossier.paper import Paper, paper
from isnad.show.dossier.plan import Chosen, Plan, keep_plan, kept_plan, plan_from, read_plan
from isnad.show.dossier.publish import KINDS, publish, published
from isnad.show.dossier.readback import hold
from isnad.show.dossier.telling import clause, tell
from isnad.show.dossier.wording import Wording, feminine, isolated, oblique
from isnad.store.contracts import CaseInfo
from isnad.store.sqlite import SqliteStore
from isnad.store.view import SqliteView
from tests.store import made

EVIL = "#set page(fill: red) \\*bold\\* <script>alert(1)</script> $x$ @ref #eval(\"1\") =1+1 \x00 \u202e"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A case of two reports that contradict each other, one of whose titles tries everything."""
    out = tmp_path / "a.isnad"
    with SqliteStore().create(out, CaseInfo("قضية · A case", "Who?", made.NOW, "isnad/test")) as store:
        reports = [dataclasses.replace(made.report(f"r{n}", f"{made.TEXT} {n}"), title=EVIL if n == 2 else "عنوان", protect=()) for n in (1, 2)]
        for n, report in enumerate(reports):
            store.add(report, report.text.encode())
            store.put_reading(made.reading(report, occurred=not n), "f")
        store.put_linked(made.linked(*reports), "g")
        store.put_assessments(made.assessments(*reports), "g")
    return out


@pytest.fixture
def view(path: Path) -> Iterator[SqliteView]:
    with SqliteStore().view(path) as found:
        yield found


def plan_of(view: SqliteView, lang: str = "ar", **more: Any) -> Plan:
    return Plan(lang=lang, events=tuple(Chosen(e.id, note=EVIL) for e in view.linked().events), **more)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_sentence_says_who_says_so_and_has_its_footnotes(view: SqliteView, lang: str) -> None:
    found = paper(view, plan_of(view, lang))
    sentences = [b for b in found.blocks if b.kind == "text"]
    assert sentences
    assert all(b.feet for b in sentences)
    opening = "بحسب " if lang == "ar" else "According to "
    assert all(b.text.startswith(opening) for b in sentences)
    assert any("لم " in b.text if lang == "ar" else "did not" in b.text for b in sentences)
    assert [n for n, _ in enumerate(found.feet, 1)] == [f.number for f in found.feet]
    for f in found.feet:
        assert found.texts[f.report][f.span.start : f.span.end] == f.quote
    assert next(b.text for b in found.blocks) == ("قضية" if lang == "ar" else "A case")


@pytest.mark.parametrize("suffix", KINDS)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_each_kind_of_file_is_written_and_read_back(view: SqliteView, tmp_path: Path, suffix: str, lang: str) -> None:
    found = paper(view, plan_of(view, lang, title="عنوان Title", note=EVIL))
    out = tmp_path / f"x{suffix}"
    assert publish(found, out) == len(found.feet) > 0
    assert published(found, suffix)[0] == out.read_bytes(), "the same document is the same file"
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".dossier")] == []


def test_html_takes_no_word_for_markup(view: SqliteView) -> None:
    html = as_html.write_html(paper(view, plan_of(view))).decode()
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert 'dir="rtl"' in html


def test_pdf_takes_no_word_for_markup_and_has_its_footnotes(view: SqliteView) -> None:
    found = paper(view, plan_of(view, "en"))
    data = as_pdf.write_pdf(found)
    text = " ".join(as_pdf.read_pdf(data))
    assert "#set page(fill: red)" in text
    assert '#eval("1")' in text
    document = pypdfium2.PdfDocument(data)
    corner = document[0].render(scale=0.2).to_numpy()[2, 2]
    document.close()
    assert [int(c) for c in corner[:3]] == [255, 255, 255]


def test_word_has_real_footnotes_that_run_right_to_left(view: SqliteView) -> None:
    found = paper(view, plan_of(view))
    with zipfile.ZipFile(io.BytesIO(as_docx.write_docx(found))) as archive:
        notes, body = (archive.read(f"word/{name}.xml").decode() for name in ("footnotes", "document"))
    assert len(re.findall(r"<w:footnote ", notes)) == len(found.feet) + 2
    assert sorted(int(n) - 1 for n in re.findall(r'<w:footnoteReference w:id="(\d+)"', body)) == [f.number for f in found.feet]
    assert "<w:bidi/>" in body
    assert "<w:rtl/>" in notes
    assert "\u2068" not in body


def alter_html(data: bytes) -> bytes:
    return data.replace("قصف القرية".encode(), "حرر القرية".encode())


def alter_docx(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            new.writestr(item, alter_html(old.read(item.filename)))
    return out.getvalue()


@pytest.mark.parametrize(("suffix", "alter"), [(".html", alter_html), (".docx", alter_docx)])
def test_a_file_whose_words_were_altered_is_refused(view: SqliteView, suffix: str, alter: Callable[[bytes], bytes]) -> None:
    found = paper(view, plan_of(view))
    data = KINDS[suffix].write(found)
    assert alter(data) != data
    with pytest.raises(AnchorError) as told:
        KINDS[suffix].check(found, alter(data))
    assert told.value.code == "dossier.anchor"


def altered(found: Paper) -> Paper:
    feet = tuple(dataclasses.replace(f, quote=f.quote.replace("قصف", "زرع")) for f in found.feet)
    return dataclasses.replace(found, feet=feet)


def test_a_pdf_whose_words_were_altered_is_refused_and_nothing_is_left(view: SqliteView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = paper(view, plan_of(view, "en"))
    kind = dataclasses.replace(KINDS[".pdf"], write=lambda p: as_pdf.write_pdf(altered(p)))
    monkeypatch.setitem(KINDS, ".pdf", kind)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(AnchorError) as told:
        publish(found, tmp_path / "x.pdf")
    assert told.value.code == "dossier.anchor"
    assert sorted(tmp_path.iterdir()) == before


def test_a_missing_footnote_and_one_that_nothing_refers_to_are_refused(view: SqliteView) -> None:
    found = paper(view, plan_of(view))
    read = as_html.read_html(as_html.write_html(found))
    with pytest.raises(AnchorError, match="is missing"):
        hold(found, dataclasses.replace(read, quotes=read.quotes[:-1]))
    with pytest.raises(AnchorError, match="referred to"):
        hold(found, dataclasses.replace(read, refs=[n for n in read.refs if n != 1]))


@pytest.mark.parametrize("suffix", KINDS)
def test_protected_names_are_covered_and_one_that_is_left_is_refused(path: Path, suffix: str) -> None:
    with SqliteStore().view(path) as view:
        found = paper(view, plan_of(view))
        hidden = dataclasses.replace(found, shield=type(found.shield)(["البلدية"]))
        with pytest.raises(AnchorError) as told:
            published(hidden, suffix)
    assert told.value.code in ("dossier.protect", "dossier.anchor")


def test_names_that_reports_protect_are_in_no_file(tmp_path: Path) -> None:
    with SqliteStore().create(tmp_path / "p.isnad", CaseInfo("p", "", made.NOW, "t")) as store:
        report = dataclasses.replace(made.report("r1"), protect=("البلدية",))
        store.add(report, report.text.encode())
        store.put_reading(made.reading(report), "f")
        store.put_linked(made.linked(report), "g")
        found = paper(store, Plan(events=tuple(Chosen(e.id) for e in store.linked().events)))
        for suffix in KINDS:
            assert published(found, suffix)[1] == len(found.feet)
    assert not any("بلدية" in part for part in [*(f.quote for f in found.feet), *(f.about for f in found.feet), *(b.text for b in found.blocks)])


def test_names_that_another_report_protects_are_covered_too(tmp_path: Path) -> None:
    with SqliteStore().create(tmp_path / "p.isnad", CaseInfo("p", "", made.NOW, "t")) as store:
        told, other = (dataclasses.replace(made.report(f"r{n}", f"{made.TEXT} {n}"), protect=("البلدية",) if n else ()) for n in (0, 1))
        for report in (told, other):
            store.add(report, report.text.encode())
        store.put_reading(made.reading(told), "f")
        store.put_linked(made.linked(told), "g")
        found = paper(store, Plan(events=tuple(Chosen(e.id) for e in store.linked().events)))
    assert found.feet
    assert list(found.texts) == [told.id]
    assert not any("بلدية" in f.quote for f in found.feet)


def test_figures_are_written_as_svg_and_png(view: SqliteView, tmp_path: Path) -> None:
    found = paper(view, plan_of(view))
    names = [p.name for p in figures.write_figures(found.figures, tmp_path / "f")]
    assert names == ["events.svg", "events.png", "map.svg", "map.png"]
    assert (tmp_path / "f" / "events.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert "<script" not in (tmp_path / "f" / "events.svg").read_text(encoding="utf-8")


def test_without_the_extra_it_is_said_what_to_install(view: SqliteView, monkeypatch: pytest.MonkeyPatch) -> None:
    found = paper(view, plan_of(view, figures=False))
    real = builtins.__import__

    def missing(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] in ("docx", "typst", "vl_convert"):
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", missing)
    figures._converter.cache_clear()
    todo: list[Callable[[], bytes]] = [lambda: as_docx.write_docx(found), lambda: as_pdf.write_pdf(found), lambda: figures.png("<svg/>")]
    for do in todo:
        with pytest.raises(UsageError, match="isnad\\[publish\\]") as told:
            do()
        assert told.value.code == "dossier.publish"
    monkeypatch.undo()
    figures._converter.cache_clear()


WRONG = ["[]x: {", "- 3", "{events: 5}", "{lang: fr}", "{what: 1}", "{events: [{note: x}]}", "{title: [1]}", "x", "{figures: 3}", "[e-1, e-1]"]


@pytest.mark.parametrize("text", WRONG)
def test_a_plan_that_is_not_understood_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as told:
        read_plan(tmp_path / "p.yaml")
    assert told.value.code == "dossier.plan"


def test_a_plan_is_kept_in_the_case(path: Path) -> None:
    events = ["e-9", {"event": "e-2", "heading": "h", "note": "n"}]
    plan = plan_from({"title": "t", "note": "a\nb\x00", "lang": "en", "figures": False, "events": events})
    with SqliteStore().write(path) as case:
        keep_plan(case, plan)
        assert kept_plan(case) == plan
        assert json.loads(json.dumps(plan.plain())) == plan.plain()
    with pytest.raises(IsnadError) as told, SqliteStore().view(path) as view:
        paper(view, kept_plan(view))
    assert told.value.code == "dossier.event"


def test_the_command_line_writes_by_suffix(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with SqliteStore().view(path) as view:
        event = view.linked().events[0].id
    for suffix in KINDS:
        for _ in range(2):  # one of ours is written over
            assert run(["dossier", str(path), "-e", event, "--title", "T", "--lang", "en", "-o", str(tmp_path / f"o{suffix}")]) == 0
    assert run(["dossier", str(path), "-e", event[:6], "--keep", "--figures", str(tmp_path / "f"), "-o", str(tmp_path / "k.pdf")]) == 0
    assert run(["dossier", str(path), "-o", str(tmp_path / "again.docx")]) == 0, "the plan that was kept"
    told = capsys.readouterr().out
    assert re.search(r": 1 event, (1 quotation|[2-9]\d* quotations|1\d+ quotations), all checked", told), told
    (tmp_path / "o.pdf").write_bytes(b"%PDF another")
    for arguments, code in (
        (["-o", str(tmp_path / "o.pdf")], "dossier.exists"), (["-o", "x.odt"], "dossier.format"), (["-e", "e-zz"], "dossier.event"),
        (["-e", event, "--plan", "x"], "dossier.plan"), (["--plan", "nowhere.yaml"], "dossier.plan"),
    ):  # fmt: skip
        assert run(["dossier", str(path), *arguments]) in (2, 3)
        assert code in capsys.readouterr().err


def claim(kind: Any, mode: str | None = None, **known: Any) -> Claim:
    span = Span(0, 1)
    base = Claim(span, span, kind, mode, (Name("Turkey"),), (Name("civilians"),), None, None, (), True, "actual", None, Made("t"))
    return dataclasses.replace(base, **known)


def test_every_type_and_mode_has_words_in_both_languages() -> None:
    assert set(table("common", "telling")) == {*EVENT_TYPES, *(f"{t}.{m}" for t, modes in MODES.items() for m in modes)}
    for lang in ("ar", "en"):
        words = Wording(lang, Names(()))
        for kind in EVENT_TYPES:
            for mode in (None, *MODES.get(kind, ())):
                for known in ({}, {"recipient": ()}, {"occurred": False}, {"status": "planned"}, {"status": "hypothetical"}):
                    one = claim(kind, mode, **known)
                    said = words.told(words.key(one, None), words.said(one, "Palmyra"), ["X"])
                    assert said.endswith(".")
                    assert "{" not in said
                    assert ("Turkey" in said) == (lang == "en")


def test_arabic_agrees() -> None:
    words = Wording("ar", Names(()))
    assert words.said(claim("ASSAULT"), None) == "شنّت تركيا هجومًا على مدنيين"
    assert words.said(claim("ASSAULT", occurred=False), None) == "لم تشنّ تركيا هجومًا على مدنيين"
    assert words.said(claim("CONSULT", actor=(Name("Russia"),), recipient=()), None) == "أجرت روسيا مباحثات"
    assert words.said(claim("RETREAT", "withdraw", actor=(), recipient=()), None) == "انسحب طرف لم يُسمَّ"
    assert oblique("مسؤولون أميركيون") == "مسؤولين أميركيين"
    assert oblique("قانون الطوارئ") == "قانون الطوارئ"
    assert feminine("x", "قوات سوريا الديمقراطية")
    assert not feminine("x", "تنظيم الدولة")
    assert isolated("SANA", "ar") == "\u2068SANA\u2069"
    assert isolated("سانا", "ar") == "سانا"


def test_english_names_its_parties_with_their_article() -> None:
    words = Wording("en", Names(()))
    both = (Name("Syrian government"), Name("Turkey"))
    assert words.said(claim("AGREE", actor=both, recipient=both[::-1]), None) == "the Syrian government and Turkey made an agreement"
    assert words.said(claim("RETREAT", "withdraw", status="planned"), "Palmyra") == "Turkey was to withdraw before civilians in Palmyra"


def denial() -> tuple[str, Reading]:
    """«The army denied it left the town, and said it fought there.»: a denial, its verb as a claim, and what is affirmed beside it."""
    text = "The army denied that it left the town, and said that it fought there."

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    def statement(cue: str, words: str, stance: Any) -> Statement:
        army = Name("Syrian army", "The army")
        return Statement(span(words), span(cue), span("The army"), army, (), "organisation", True, "indirect", stance, None, Made("x"))

    left = dataclasses.replace(claim("RETREAT", "withdraw", occurred=False, status="denied-by-speaker"), trigger=span("left"), span=span("it left"))
    denied = dataclasses.replace(claim("REJECT", None), trigger=span("denied"), span=span("The army denied"))
    fought = dataclasses.replace(claim("ASSAULT", None), trigger=span("fought"), span=span("it fought there"), statement=1)
    claims = (dataclasses.replace(left, statement=0), denied, fought, left)
    said = (statement("denied", "it left the town", "deny"), statement("said", "it fought there", "assert"))
    return text, Reading("r", "x", statements=said, claims=claims)


def test_a_denial_is_told_with_the_one_who_denies() -> None:
    text, reading = denial()
    words = Wording("en", Names(()))
    told = [tell(reading, c) for c in reading.claims]
    assert [t.statement and t.statement.stance for t in told] == ["deny", "deny", "assert", "deny"], "one whose statement was not found too"
    assert told[1].claim == told[0].claim, "the verb of denying and what it denies are one sentence"
    assert [t.happened for t in told] == [False, False, True, False]
    for t in (told[0], told[3]):
        sentence = words.told(words.key(t.claim, t.statement), words.said(t.claim, None), ["the army"])
        assert sentence.startswith("The army denied that ")
        assert "did not" not in sentence
    whole = Span(0, len(text))
    quotes = [clause(t, c.trigger, c.span, whole).quote(text) for t, c in zip(told, reading.claims, strict=True)]
    assert quotes[0] == quotes[3] == "denied that it left the town"
    assert "denied" not in quotes[2]
