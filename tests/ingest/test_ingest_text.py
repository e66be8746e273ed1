"""Text files: the stored text is the file's, decoded and NFC-normalised, and nothing else; character sets are found."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from isnad.ingest import charset
from isnad.ingest.limits import IngestSettings
from isnad.ingest.source import Source, stem
from isnad.ingest.take import take
from tests.ingest.taking import NOW, PROSE, doubt, report

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءآأإؤئ"
ANY = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from('قصفتالطيران أإآىةـًٌٍَُِّْ\u200f\u202b\u202c\u2067\u2069٠١٢٣ﻻﷲﭐ\r\n\t\x00\x0b\x0c\x1c\x85\u2028.،؟!«»"“”()-😀👨‍👩‍👧\ufeff'),
    ),
    max_size=400,
)


def stored(data: bytes) -> str:
    found = take(Source("a.txt", "a", data, "text"), got_at=NOW)
    assert found.report is not None, [d.line() for d in found.diagnostics]
    return found.report.text


@settings(max_examples=300)
@given(ANY)
def test_any_text_is_stored_as_it_is_but_for_nfc(text: str) -> None:
    text = "خبر " + text.lstrip("\ufeff")  # a text with something to see; a byte-order mark at the start is no text
    data = text.encode()
    assume(not charset.wide_without_mark(data))
    assume(text.count("\x00") <= 0.3 * len(text) or len(text) <= 64)
    assert stored(data) == unicodedata.normalize("NFC", text)


@given(ANY)
def test_a_byte_order_mark_is_part_of_the_encoding_and_not_of_the_text(text: str) -> None:
    text = "خبر" + text
    assume(text.count("\x00") <= 0.3 * len(text) or len(text) <= 64)
    for codec in ("utf-8-sig", "utf-16", "utf-32"):
        assert stored(text.encode(codec)) == unicodedata.normalize("NFC", text)


WORDS = st.lists(
    st.sampled_from(sorted(set(PROSE.replace("\n", " ").split()) | {"في", "من", "الجيش", "قصف", "مدينة", "إلى", "وثائق", "ضابط", "غارات", "شيء"})),
    min_size=45, max_size=120,
)  # fmt: skip


@settings(max_examples=150)
@given(WORDS, st.sampled_from(["cp1256", "iso8859_6", "mac_arabic"]))
def test_arabic_prose_in_a_one_byte_set_is_found(words: list[str], codec: str) -> None:
    text = " ".join(words)
    assume(sum(c in LETTERS for c in text) >= 200)
    # MacArabic has a second space at A0, where ISO-8859-6, the same in its letters, has one that does not break
    assert stored(text.encode(codec)).replace("\xa0", " ") == unicodedata.normalize("NFC", text)


@given(WORDS)
def test_utf16_without_a_mark_is_found(words: list[str]) -> None:
    text = " ".join(words) + " and some words of English"
    for codec in ("utf-16-le", "utf-16-be"):
        assert stored(text.encode(codec)) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        ("Le général a démenti l'attaque près de la frontière, où l'armée s'était retirée à l'aube.", "cp1252", "windows-1252"),
        ("Die Regierung erklärte, die Kämpfe hätten über Nacht aufgehört; für Rückkehrer gäbe es Hilfe.", "cp1252", "windows-1252"),
        ("Café déjà vu à l'été, où l'aîné s'était égaré.", "cp1252", "windows-1252"),
        ("The minister said “no” — and left for Geneva with the opposition’s delegates.", "cp1252", "windows-1252"),
        (PROSE, "cp1256", "windows-1256"),
        (PROSE, "iso8859_6", "iso-8859-6"),
    ],
)
def test_one_byte_sets(tmp_path: Path, text: str, codec: str, name: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(codec, "ignore"))
    r = report(path)
    assert r.capture.charset == name
    assert r.text == unicodedata.normalize("NFC", text.encode(codec, "ignore").decode(codec))
    doubt(r, "ingest.charset-guess")


def test_short_arabic_names_in_an_english_text_do_not_make_it_arabic(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("The café owner, Señor Núñez, fled to the garçonnière of a façade in Orléans.".encode("cp1252"))
    assert "café" in report(path).text


def test_russian_is_no_arabic(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = "Министерство обороны заявило, что авиация не наносила ударов по колонне беженцев в этом районе. " * 4
    path.write_bytes(text.encode("cp1251"))
    r = report(path)
    assert r.text == text
    assert r.lang == "ru"


def test_offsets_are_the_files_own_for_clean_utf8(tmp_path: Path) -> None:
    text = "\r\n العنوان\r\n\r\n\tنص\u200f الخبر «كاملاً» \r\n\r\n"
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    assert report(path).text == text


def test_invalid_bytes_in_the_middle_cost_only_themselves(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    data = PROSE.encode()
    path.write_bytes(data[:101] + b"\xff\xfe\xfd" + data[101:])
    r = report(path)
    d = doubt(r, "ingest.invalid-bytes")
    assert d.place
    assert d.place.startswith("byte 10")
    assert "\ufffd" in r.text
    assert r.text.count("\n") == 2
    assert r.lang == "ar"


def test_lines_in_another_set_are_read_in_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    first, second = PROSE.splitlines(keepends=True)
    path.write_bytes(first.encode() + second.encode("cp1256") + first.encode())
    r = report(path)
    assert r.text == unicodedata.normalize("NFC", first + second + first)
    doubt(r, "ingest.mixed-charset")


def test_nuls_are_kept_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"The convoy left\x00 at dawn.\x00")
    r = report(path)
    assert r.text == "The convoy left\x00 at dawn.\x00"
    assert doubt(r, "ingest.nul").place == "offset 15"


def test_arabic_written_backwards_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join(line[::-1] for line in PROSE.splitlines()), encoding="utf-8")
    doubt(report(path), "ingest.reversed")


def test_unknown_and_dangerous_charset_labels() -> None:
    for label in ("x-none", "hex", "zip", "rot13", "utf-7", "unicode_escape", "idna", "\udcff", "a" * 5000, "raw_unicode_escape", "punycode"):
        assert charset.lookup(label) is None, label
    for label, codec in {"Windows-1256": "cp1256", "latin1": "cp1252", "UTF8": "utf-8", '"utf-8"': "utf-8", "x-mac-arabic": "mac-arabic"}.items():
        assert charset.lookup(label) == codec


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("seed-000.txt", "seed-000"), ("a/b.warc.gz", "b"), ("30.10.2017 report.txt", "30.10.2017 report"), ("noend", "noend"),
        (".hidden", ".hidden"),
        ("خبر.html", "خبر"), ("a\nb.txt", "a\\nb"), ("x\udcff.txt", "x\\xff"), ("r\u202etxt.txt", "r\\u202etxt"), ("a.txt.txt", "a.txt"),
        ("Dr. No", "Dr. No"), (".a.txt", ".a"),
    ],
)  # fmt: skip
def test_names(name: str, wanted: str) -> None:
    assert stem(name) == wanted


def test_the_same_file_gives_the_same_report(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PROSE, encoding="utf-8")
    assert report(path) == report(path)
    assert report(path, limits=IngestSettings()).id == report(path).id
