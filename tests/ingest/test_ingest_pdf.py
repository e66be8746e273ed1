"""PDF and Word files."""

from __future__ import annotations

import re
import time
import zlib
from pathlib import Path

import pytest

from isnad.ingest import visual
from isnad.ingest.limits import IngestSettings
from tests.ingest.makepdf import pdf, runs
from tests.ingest.taking import PROSE, all_taken, docx, doubt, paragraphs, refused, report, zipped

LINES = [
    "قال المصدر إن 25 جنديا قتلوا في تدمر.", "وأضاف أن الطائرات لم تقصف القافلة (30 شاحنة) قرب مدينة السخنة",
    "غادرت الحافلات في 24-09-2015 عند 18:30 وفق Reuters.",
    "ولم يصدر عن الجهات المعنية أي تعليق على ما جرى حتى ساعة إعداد هذا الخبر",
]  # fmt: skip
MIRROR = str.maketrans("()«»", ")(»«")


def printed(line: str) -> str:
    """A right-to-left line as its glyphs stand on paper from left to right."""
    turned = re.sub(r"[A-Za-z]+|\d+(?:[.,:/]\d+)*", lambda m: m.group()[::-1], line)[::-1]
    return turned.translate(MIRROR)


def write(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_english(tmp_path: Path) -> None:
    lines = ["Rebels left the base at dawn.", "No shot was fired, residents said."]
    r = report(write(tmp_path, "a.pdf", pdf([[(60, 700, lines[0]), (60, 682, lines[1])], [(60, 700, "Second page.")]])))
    assert r.text == "\n".join(lines) + "\fSecond page."
    assert r.capture.media_type == "application/pdf"


def test_arabic_in_visual_order_is_put_in_reading_order(tmp_path: Path) -> None:
    r = report(write(tmp_path, "a.pdf", pdf([runs([printed(line) for line in LINES])])))
    assert r.text.splitlines() == LINES
    assert r.lang == "ar"
    assert doubt(r, "ingest.pdf-visual").severity == "note"


def test_presentation_forms_become_letters(tmp_path: Path) -> None:
    shaped = "ﻗﺎﻝ ﺍﻟﻤﺼﺪﺭ ﺇﻥ ﺍﻟﻄﺎﺋﺮﺍﺕ ﻟﻢ ﺗﻘﺼﻒ"
    r = report(write(tmp_path, "a.pdf", pdf([runs([shaped[::-1]])])))
    assert r.text == "قال المصدر إن الطائرات لم تقصف"


def test_lines_that_fill_their_column_are_one_paragraph(tmp_path: Path) -> None:
    words = PROSE.split()
    lines = [" ".join(words[i : i + 9]) for i in range(0, 27, 9)]
    lines = [line.ljust(max(map(len, lines)), "ـ") for line in lines] + ["فقرة جديدة."]
    r = report(write(tmp_path, "a.pdf", pdf([runs([printed(line) for line in lines])])))
    assert r.text.splitlines() == [" ".join(lines)] or r.text.splitlines() == [" ".join(lines[:3]), lines[3]]


def test_columns_stay_apart(tmp_path: Path) -> None:
    left, right = ["First column one.", "First column two."], ["Second column one.", "Second column two."]
    drawn = [(60.0, 700.0 - 18 * i, s) for i, s in enumerate(left)] + [(320.0, 700.0 - 18 * i, s) for i, s in enumerate(right)]
    assert report(write(tmp_path, "a.pdf", pdf([drawn]))).text.splitlines() == [" ".join(left), " ".join(right)]


def test_reading_order_of_mixed_lines() -> None:
    for line in [*LINES, "بلغت النسبة 12.5% وفق تقرير BBC News عن F-16 في 3/5/2015", "«سبوتنيك» نفت ذلك", "عام 2014"]:
        chars = list(printed(line.translate(MIRROR)))
        turned = re.sub(r"(\d+)-(\d+)-(\d+)", r"\1-\2-\3", line)
        if "BBC" not in line:
            assert "".join(visual.reading_order(chars)) == turned
    assert visual.looks_reversed("ةنيدملا يف اولتق نيذلا لاقو ةيروس")
    assert not visual.looks_reversed("وقال الذين قتلوا في المدينة سورية")


@pytest.mark.parametrize("cut", [20, 200, 0.5])
def test_a_cut_pdf(tmp_path: Path, cut: float) -> None:
    data = pdf([runs(["The convoy left the town at dawn."])] * 3)
    path = write(tmp_path, "a.pdf", data[: int(cut * len(data)) if cut < 1 else int(cut)])
    taken = all_taken(path)
    assert taken[0].report or [d.code for d in taken[0].diagnostics] == ["ingest.pdf-broken"]
    if cut == 20:
        refused(path, "ingest.pdf-broken")


def test_a_pdf_of_noise(tmp_path: Path) -> None:
    refused(write(tmp_path, "a.pdf", b"%PDF-1.4\n" + bytes((i * 91 + 7) % 256 for i in range(20_000))), "ingest.pdf-broken")


def test_a_locked_pdf(tmp_path: Path) -> None:
    lock = b"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >> /ID [<00><00>] "
    refused(write(tmp_path, "a.pdf", pdf([runs(["secret"])], extra=lock)), "ingest.pdf-encrypted")


def test_a_scan(tmp_path: Path) -> None:
    refused(write(tmp_path, "a.pdf", pdf([[], []])), "ingest.pdf-no-text")


def test_some_pages_without_text(tmp_path: Path) -> None:
    data = pdf([runs(["The convoy left the town."]), []])
    image = b"q 100 0 0 100 50 500 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q\n"
    blank = zlib.compress(b"")
    at = data.index(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s" % (len(blank), blank))
    packed = zlib.compress(image)
    data = data[:at] + data[at:].replace(b"/Length %d " % len(blank), b"/Length %d " % len(packed), 1).replace(blank, packed, 1)
    doubt(report(write(tmp_path, "a.pdf", data)), "ingest.pdf-some-pages")


def test_too_many_pages(tmp_path: Path) -> None:
    data = pdf([runs(["The convoy left."])] * 12)
    refused(write(tmp_path, "a.pdf", data), "ingest.pdf-pages", limits=IngestSettings(max_pages=10))


def test_a_pdf_of_100_000_pages_is_refused_at_once(tmp_path: Path) -> None:
    start = time.monotonic()
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 100000 /Kids [" + b"3 0 R " * 100_000 + b"] >>", page]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for i, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i, body)
    start_at = len(out)
    out += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    out += b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start_at
    refused(write(tmp_path, "a.pdf", bytes(out)), "ingest.pdf-pages")
    assert time.monotonic() - start < 10


def test_too_much_text_in_a_pdf(tmp_path: Path) -> None:
    data = pdf([runs(["word " * 15] * 40)] * 3)
    refused(write(tmp_path, "a.pdf", data), "ingest.too-long", limits=IngestSettings(max_text=4000))


def test_word(tmp_path: Path) -> None:
    body = (
        paragraphs("خبر من المدينة", "قال مصدر إن الرتل وصل.")
        + "<w:p><w:r><w:t xml:space='preserve'>one </w:t></w:r><w:ins><w:r><w:t>two</w:t></w:r></w:ins>"
        + "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
        + "<w:sdt><w:sdtContent>" + paragraphs("in a control") + "</w:sdtContent></w:sdt>"
        + "<w:tbl><w:tr><w:tc>" + paragraphs("a") + "</w:tc><w:tc>" + paragraphs("b") + "</w:tc></w:tr></w:tbl>"
        + "<w:p><w:r><w:t>x</w:t><w:tab/><w:t>y</w:t><w:br/><w:t>z</w:t></w:r><w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink></w:p>"
    )  # fmt: skip
    r = report(write(tmp_path, "a.docx", docx(body)))
    assert r.text.splitlines() == ["خبر من المدينة", "قال مصدر إن الرتل وصل.", "one two", "in a control", "a\tb", "x\ty", "zlink"]


def test_word_title(tmp_path: Path) -> None:
    core = '<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title> The  title </dc:title></cp:coreProperties>'
    r = report(write(tmp_path, "a.docx", docx(paragraphs("text"), {"docProps/core.xml": core})))
    assert (r.title, dict(r.found)) == ("The title", {"title": "file"})


def test_bad_word_files(tmp_path: Path) -> None:
    refused(write(tmp_path, "a.docx", b"PK\x03\x04" + b"x" * 500), "ingest.docx-broken")
    good = docx(paragraphs("text"))
    refused(write(tmp_path, "b.docx", good[: len(good) // 2]), "ingest.docx-broken")
    refused(write(tmp_path, "c.docx", zipped({"[Content_Types].xml": "", "word/styles.xml": "<a/>"})), "ingest.docx-broken")
    refused(write(tmp_path, "d.docx", docx("<w:p><w:r><w:t>unclosed")), "ingest.docx-broken")
    refused(write(tmp_path, "e.docx", docx("<w:p/>")), "ingest.blank")
    refused(write(tmp_path, "f.xlsx", zipped({"[Content_Types].xml": "", "xl/workbook.xml": "<a/>"})), "ingest.format")
    refused(write(tmp_path, "g.pptx", zipped({"[Content_Types].xml": "", "ppt/presentation.xml": "<a/>"})), "ingest.format")
    refused(write(tmp_path, "h.odt", zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})), "ingest.format")


def test_a_docx_that_is_text_is_read_as_text(tmp_path: Path) -> None:
    assert report(write(tmp_path, "a.docx", PROSE.encode())).text == PROSE


def test_word_with_entities(tmp_path: Path) -> None:
    laugh = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)) + "]>"
    outside = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    for top in (laugh, outside):
        refused(write(tmp_path, "a.docx", docx(paragraphs("&j;" if top is laugh else "&x;"), top=top)), "ingest.docx-entities")


def test_word_bomb(tmp_path: Path) -> None:
    refused(write(tmp_path, "a.docx", docx(paragraphs("a" * 5_000_000))), "ingest.bomb", limits=IngestSettings(max_bytes=1_000_000))
    refused(write(tmp_path, "b.docx", docx(paragraphs("a" * 50_000))), "ingest.too-long", limits=IngestSettings(max_text=1000))


def test_word_nested_without_end(tmp_path: Path) -> None:
    depth = 5000
    refused(write(tmp_path, "a.docx", docx("<w:sdt>" * depth + paragraphs("x") + "</w:sdt>" * depth)), "ingest.docx-broken")


def test_a_page_printed_by_a_browser() -> None:
    """Our own words in two columns, printed by Chromium in Noto Naskh Arabic (OFL): words in mixed orders, ligatures, spaces that are gaps."""
    path = Path(__file__).parent / "pages" / "printed-ar.pdf"
    r = report(path)
    assert r.text == path.with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n")
    assert (r.title, r.published) == ("تقرير: خروج 1,200 مقاتل من البلدة", "2015-09-24")


@pytest.mark.parametrize("kind", ["letters", "marks", "one place", "lines"])
def test_pages_with_every_letter_for_itself(tmp_path: Path, kind: str) -> None:
    n = 12_000
    drawn = {
        "letters": [(20 + i * 0.01, 700.0, "ab") for i in range(n)],
        "marks": [(20 + i * 0.01, 700.0, "ب\u064e") for i in range(n)],
        "one place": [(20.0, 700.0, "ab")] * n,
        "lines": [(20.0, 800 - i * 0.06, "word") for i in range(n)],
    }[kind]
    start = time.monotonic()
    for taken in all_taken(write(tmp_path, "a.pdf", pdf([drawn]))):
        assert taken.report is not None or taken.diagnostics
    assert time.monotonic() - start < 10
