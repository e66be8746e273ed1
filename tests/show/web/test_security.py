"""What the local server refuses, and to whom."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.show.web.conftest import BASE, KEY, OURS, PORT, Browser, client


def test_without_the_key_nobody_gets_in(demo_case: Path) -> None:
    for path in ("/", "/reports", "/static/isnad.css", "/fonts/amiri.ttf", "/nothing"):
        answer = client(demo_case).get(path)
        assert answer.status_code == 403
        assert "web.no-key" in answer.text
        assert "palmyra" not in answer.text.casefold()


def test_a_wrong_key_or_cookie_opens_nothing(demo_case: Path) -> None:
    assert client(demo_case).get("/?key=wrong").status_code == 403
    assert client(demo_case).get("/?key=").status_code == 403
    assert client(demo_case).get("/", headers={"cookie": f"isnad-{PORT}=guessed"}).status_code == 403


def test_the_key_is_exchanged_for_a_cookie_and_leaves_the_address(demo_case: Path) -> None:
    answer = client(demo_case).get(f"/reports?key={KEY}&in=ar", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/reports?in=ar"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert KEY not in cookie


def test_a_key_leads_to_no_other_server(demo_case: Path) -> None:
    for path in ("//evil.example/x", "/\\evil.example"):
        answer = client(demo_case).get(f"{BASE}{path}?key={KEY}", follow_redirects=False)
        assert answer.headers.get("location", "/") in ("/", "/%5Cevil.example", "/x")


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:1", f"127.0.0.1:{PORT}.evil.example", f"[::1]:{PORT}", ""]
)
def test_a_name_that_was_made_to_point_here_is_refused(site: Browser, host: str) -> None:
    answer = site.get("/", headers={"host": host})
    assert answer.status_code == 400
    assert "web.host" in answer.text


def test_both_of_our_names_are_answered(site: Browser) -> None:
    assert site.get("/", headers={"host": f"localhost:{PORT}"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": f"http://127.0.0.1:{PORT + 1}"},
        {"origin": BASE, "sec-fetch-site": "cross-site"},
        {"origin": BASE, "sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "none"},
    ],
)
def test_a_form_from_another_page_is_refused(desk: Browser, headers: dict[str, str]) -> None:
    answer = desk.post("/reader", data={"csrf": desk.token, "reader": "Mallory"}, headers=headers)
    assert answer.status_code == 403
    assert "web.foreign" in answer.text
    assert "Mallory" not in desk.get("/").text


@pytest.mark.parametrize("token", ["", "wrong", KEY])
def test_a_form_without_our_token_is_refused(desk: Browser, token: str) -> None:
    answer = desk.post("/reader", data={"csrf": token, "reader": "Mallory"}, headers=OURS)
    assert answer.status_code == 403
    assert "web.token" in answer.text
    assert "Mallory" not in desk.get("/").text


def test_a_token_of_another_session_is_refused(case: Path) -> None:
    bench = client(case)
    one = bench.enter().token
    bench.cookies.clear()
    assert bench.enter().token != one
    assert bench.post("/reader", data={"csrf": one, "reader": "x"}, headers=OURS).status_code == 403


def test_the_token_may_come_in_a_header(desk: Browser) -> None:
    answer = desk.post("/reader", data={"reader": "Samir"}, headers={**OURS, "x-isnad-token": desk.token})
    assert answer.status_code == 200
    assert "Samir" in desk.get("/").text


def test_pages_are_not_read_by_other_origins(site: Browser) -> None:
    assert site.get("/", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert site.get("/", headers={"sec-fetch-site": "same-site"}).status_code == 403


def test_every_answer_carries_the_policy(site: Browser, demo_case: Path) -> None:
    answers = [site.get(path) for path in ("/", "/nothing", "/static/isnad.css")]
    for answer in (*answers, client(demo_case).get("/"), site.get("/", headers={"host": "x"})):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert answer.headers["cache-control"] == "no-store"


def test_no_page_holds_a_script_or_a_style_of_its_own(site: Browser) -> None:
    for path in ("/", "/reports"):
        page = site.get(path).text
        assert not re.search(r"<script(?![^>]*\bsrc=\"/static/)", page)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e%5capp.py",
        "/static/.hidden.css",
        "/static/isnad.css%00.js",
        "/static//etc/passwd",
        "/fonts/../app.py",
        "/fonts/%2fetc%2fpasswd",
        "/static/isnad.py",
    ],
)
def test_no_path_leads_out_of_the_static_files(site: Browser, path: str) -> None:
    answer = site.get(f"{BASE}{path}")
    assert answer.status_code == 404
    assert "import" not in answer.text


def test_a_form_that_is_too_large_is_refused(desk: Browser) -> None:
    answer = desk.post("/reader", content=b"reader=" + b"a" * (1 << 20), headers={**OURS, "content-type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 413
    many = desk.post("/reader", content=b"&".join(b"a=1" for _ in range(5000)), headers={**OURS, "content-type": "application/x-www-form-urlencoded"})
    assert many.status_code == 400


def test_other_methods_are_refused(site: Browser) -> None:
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert site.request(method, "/").status_code == 405
    assert site.post("/reports", data={"csrf": site.token}, headers=OURS).status_code == 405


def test_a_form_leads_only_to_our_pages(desk: Browser) -> None:
    for back in ("//evil.example", "http://evil.example/", "/\\evil.example", "javascript:alert(1)", "/a\nset-cookie: x"):
        answer = desk.post("/reader", data={"csrf": desk.token, "reader": "A", "back": back}, headers=OURS, follow_redirects=False)
        assert answer.headers["location"] == "/"


def test_a_query_of_too_many_parts_is_no_fault(site: Browser) -> None:
    assert site.get("/reports?" + "&".join(f"a{i}=1" for i in range(3000))).status_code == 400


def test_names_are_escaped(desk: Browser) -> None:
    page = desk.submit("/reader", {"reader": '<script>alert(1)</script>"><img src=x>'})
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_what_is_wrong_with_a_case_is_told_without_its_words(tmp_path: Path, open_client: Callable[[Path], Browser]) -> None:
    broken = tmp_path / "broken.isnad"
    broken.write_bytes(b"no case at all")
    answer = open_client(broken).get(f"/?key={KEY}")
    assert answer.status_code == 500
    assert re.search(r"<code>case\.[a-z-]+</code>", answer.text)
