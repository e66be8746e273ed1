"""The pages about pairs, patterns, rivals and places, over the demo case."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest

from isnad.show.web.multipart import parts
from isnad.store.kept import forget, keep, kept
from isnad.store.sqlite import SqliteStore
from tests.show.web.conftest import OURS, Browser, client

PAIR = "/pair?a=Syrian+government&b=Islamic+State"
RIVALS = """question: Which?
hypotheses:
  - {id: deal, says: They had a deal}
  - {id: busy, says: Each was busy <b>elsewhere</b>}
expectations:
  - id: talks
    says: Talks are told of
    look: {type: [CONSULT, AGREE], between: [Islamic State, Syrian government]}
    likely: {deal: 0.9, busy: unlikely}
"""


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", ["/pairs", PAIR, "/patterns", "/patterns?pattern=spared-target", "/hypotheses", "/places", "/place?name=Palmyra"])
def test_each_page_is_there_in_both_languages_without_inline_style(site: Browser, path: str, lang: str) -> None:
    answer = site.get(f"{path}{'&' if '?' in path else '?'}lang={lang}")
    assert answer.status_code == 200, answer.text[-500:]
    assert f'dir="{"rtl" if lang == "ar" else "ltr"}"' in answer.text
    assert " style=" not in answer.text
    assert "<style" not in answer.text


def test_every_bar_opens_to_its_event_and_every_point_has_its_words(site: Browser) -> None:
    page = site.get(f"{PAIR}&lang=en").text
    bars = set(re.findall(r'<a href="(/event/e-\w+)"><title>', page))
    assert bars
    assert site.get(sorted(bars)[0]).status_code == 200
    assert page.count('<svg viewBox="0 0 1080') >= 2, "as all tell it, and as a camp tells it"
    assert '<q class="words"' in page


def test_filters_stand_in_the_address(site: Browser) -> None:
    whole, part = (len(re.findall("<article", site.get(f"{PAIR}{more}&lang=en").text)) for more in ("", "&grade=contested"))
    assert part < whole
    only = site.get(f"{PAIR}&told=b&lang=en").text
    assert '<option value="b" selected>' in only
    assert "As each camp tells it" not in only
    assert "Two different parties make a pair." in site.get("/pair?a=Syrian+government&b=Syrian+government&lang=en").text
    assert site.get(f"{PAIR}&by=%3Cscript%3E&kind=x&grade=y&told=z&page=0").status_code == 200


def test_a_scene_says_which_steps_nobody_states_and_finds_its_like(site: Browser) -> None:
    page = site.get("/patterns?lang=en").text
    assert 'class="missing"' in page
    like = re.search(r'href="(/patterns\?like=e-\w+)"', page)
    assert like is not None
    assert site.get(f"{like[1]}&lang=en").status_code == 200
    assert site.get("/patterns?pattern=no-such").status_code == 404
    assert site.get("/patterns?like=e-none").status_code >= 400


def test_possible_scenes_are_a_click_away_with_what_speaks_against_them(site: Browser) -> None:
    matches, possible, both = (site.get(f"/patterns?lang=en&standing={s}").text for s in ("match", "possible", "all"))
    assert "What speaks against it" not in matches
    assert "What speaks against it" in possible
    assert "standing=possible" in matches
    assert 'href="/patterns?lang=en&amp;lines=1&amp;standing=possible"' in site.get("/patterns?lang=en&lines=1").text  # counted with the filter
    counts = [int(n) for page in (matches, possible, both) for n in re.findall(r"scenes: (?:<bdi>)?(\d+)", page)]
    assert counts[0] + counts[1] == counts[2]
    assert site.get("/patterns?standing=other").status_code == 200
    assert "ما يُعترض به عليه" in site.get("/patterns?standing=possible&lang=ar").text


def test_rivals_are_kept_in_the_case_and_weighed_and_a_wrong_file_comes_back_with_its_line(case: Path) -> None:
    ours = client(case).enter()
    wrong = ours.post("/hypotheses/keep", data={"csrf": ours.token, "rivals": RIVALS.replace("0.9", "perhaps")}, headers=OURS)
    assert wrong.status_code == 400
    assert "السطر 9" in wrong.text
    assert "perhaps" in wrong.text
    page = ours.submit("/hypotheses/keep", {"rivals": RIVALS})
    assert "Each was busy &lt;b&gt;elsewhere&lt;/b&gt;" in page
    assert 'class="matrix' in page.replace("list matrix", "matrix")
    assert "<q " in page
    with SqliteStore().view(case) as view:
        (there,) = kept(view, "rivals")
    assert (there.name, there.content.decode()) == ("rivals.yaml", RIVALS)


def test_a_file_of_rivals_is_weighed_and_kept_or_comes_back_with_its_line(case: Path) -> None:
    ours = client(case).enter()
    page = ours.get("/hypotheses?lang=en").text
    assert 'enctype="multipart/form-data"' in page
    assert 'type="file"' in page

    def send(content: bytes, name: str = "mine.yaml", token: str = "") -> tuple[int, str]:
        files = {"file": (name, content, "application/x-yaml")}
        answer = ours.post("/hypotheses/upload", data={"csrf": token or ours.token}, files=files, headers=OURS, follow_redirects=True)
        return answer.status_code, answer.text

    assert send(RIVALS.encode(), token="x" * 43)[0] == 403
    status, text = send(RIVALS.replace("0.9", "perhaps").encode(), "<b>mine.yaml")
    assert status == 400
    assert "&lt;b&gt;mine.yaml: line 9" in text
    assert "perhaps" in text, "what was sent comes back to be mended"
    assert send(b"\xff\xfe")[0] == 400
    assert send(b"a: [")[0] == 400
    status, text = send(b"#" * 200_001)
    assert status == 400
    assert "200000" in text
    assert send(b"#" * (1 << 20))[0] == 413
    assert "No file was chosen" in send(b"", "")[1]
    with SqliteStore().view(case) as view:
        assert kept(view, "rivals") == []
    status, text = send(b"\xef\xbb\xbf" + RIVALS.replace("\n", "\r\n").encode(), "C:\\mine.yaml")
    assert status == 200
    assert "Each was busy &lt;b&gt;elsewhere&lt;/b&gt;" in text
    with SqliteStore().view(case) as view:
        (there,) = kept(view, "rivals")
    assert there.content.decode() == RIVALS


@pytest.mark.parametrize("body", [b"", b"--b\r\n", b"--b\r\nno head\r\n--b--", b"--b\r\ncontent-disposition: form-data\r\n\r\nx\r\n--b--\r\n"])
def test_a_form_that_is_cut_short_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"cut short|part without|no boundary"):
        parts("multipart/form-data; boundary=b", body)
    with pytest.raises(ValueError, match="no boundary"):
        parts("multipart/form-data", body)


def test_what_a_case_keeps_is_kept_by_name_and_hash(case: Path) -> None:
    with SqliteStore().write(case) as writer:
        keep(writer, "records", "b.csv", b"two")
        made = keep(writer, "records", "a.csv", b"one")
        keep(writer, "records", "a.csv", b"one again")
        assert [(k.name, k.content) for k in kept(writer, "records")] == [("a.csv", b"one again"), ("b.csv", b"two")]
        assert made.sha256 != kept(writer, "records")[0].sha256
        forget(writer, "records", "b.csv")
        assert len(kept(writer, "records")) == 1
        assert kept(writer, "rivals") == []


def test_a_place_is_drawn_with_how_far_it_may_reach_and_a_strange_name_is_told(site: Browser) -> None:
    page = site.get("/place?name=Palmyra&lang=en").text
    assert 'class="reach"' in page
    assert 'class="land"' in page
    answer = site.get(f"/place?name={quote('<img src=x>')}")
    assert answer.status_code == 404
    assert "<img" not in answer.text


def test_a_party_that_the_case_does_not_have_leads_to_the_list_of_pairs(site: Browser) -> None:
    page = site.get("/pair?a=foo&b=Islamic+State&lang=ar").text
    assert "لا طرف في أحداث القضية باسم <bdi>foo</bdi>" in page
    assert "/pair?a=" in page


def test_events_are_found_by_the_names_under_which_pages_show_party_and_place(site: Browser) -> None:
    def found(question: str, lang: str) -> set[str]:
        return set(re.findall(r'href="/event/(e-\w+)"', site.get(f"/events?{question}&lang={lang}").text))

    assert found("place=Palmyra", "en") == found("place=تدمر", "ar") != set()
    assert found("party=Syrian+government", "en") == found("party=الحكومة+السورية", "ar") == found("party=النظام+السوري", "ar") != set()


def test_a_date_that_is_none_asks_for_nothing_and_says_so(site: Browser) -> None:
    page = site.get("/events?from=yesterday&lang=en").text
    assert "<bdi>yesterday</bdi> is no date" in page
    assert 'href="/event/' in page
    assert site.get("/events?from=٢٠١٥&lang=en").text.count('href="/event/') == site.get("/events?from=2015&lang=en").text.count('href="/event/')
