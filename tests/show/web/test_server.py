"""The server as a process: who can reach it, and that no decision that was answered is lost when it is killed."""

from __future__ import annotations

import http.client
import signal
import socket
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest

from isnad.errors import UsageError
from isnad.show.web.server import listen
from isnad.store.sqlite import SqliteStore
from tests.show.web.conftest import Served


class Talk:
    """A browser that has entered, in as few words as can be."""

    def __init__(self, served: Served) -> None:
        self.host = served.base.removeprefix("http://")
        answer = self.ask("GET", served.address.removeprefix(served.base))
        assert answer.status == 303
        self.cookie = answer.headers["set-cookie"].partition(";")[0]
        self.token = self.ask("GET", "/").text.split('data-token="')[1].split('"')[0]

    cookie = ""

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection(self.host, timeout=30)
        sent = {"cookie": self.cookie, **headers}
        body = None
        if fields is not None:
            body = urlencode({"csrf": self.token, **fields})
            sent |= {"content-type": "application/x-www-form-urlencoded", "origin": f"http://{self.host}", "sec-fetch-site": "same-origin"}
        connection.request(method, path, body, sent)
        got = connection.getresponse()
        answer = Answer(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read().decode("utf-8", "replace"))
        connection.close()
        return answer


class Answer:
    def __init__(self, status: int, headers: dict[str, str], text: str) -> None:
        self.status, self.headers, self.text = status, headers, text


def test_no_decision_that_was_answered_is_lost(served: Served) -> None:
    """Killed right after the answer, as hard as can be, in the middle of linking anew."""
    talk = Talk(served)
    with SqliteStore().view(served.case) as view:
        rows = [r for report in view.report_ids() for r in view.rows(report) if r.layer == "claim"][:5]
    for k, row in enumerate(rows):
        fields = {"target": row.id, "verdict": "reject", "seen": row.seen, "who": "Rim", "why": f"number {k}"}
        assert talk.ask("POST", f"/report/{row.report}/decide", fields).status == 303
    served.process.send_signal(signal.SIGKILL)
    served.process.wait(10)
    with SqliteStore().view(served.case) as view:
        assert [j.why for j in view.judgements()] == [f"number {k}" for k in range(5)]
        assert [view.row(r.id).state for r in rows] == ["rejected"] * 5


def test_ctrl_c_ends_it_in_peace(served: Served) -> None:
    Talk(served)
    began = time.monotonic()
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(20) == 0
    assert time.monotonic() - began < 10


def test_another_program_on_the_machine_gets_nothing(served: Served) -> None:
    talk = Talk(served)
    good, talk.cookie = talk.cookie, ""
    for path in ("/", "/reports", "/static/isnad.css", "/?key=guess"):
        answer = talk.ask("GET", path)
        assert answer.status == 403
        assert "Palmyra" not in answer.text
    talk.cookie = good
    assert talk.ask("GET", "/").status == 200
    assert talk.ask("GET", "/", host="evil.example").status == 400
    for raw in (b"GET / HTTP/1.0\r\n\r\n", b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", b"nonsense\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", int(talk.host.rpartition(":")[2])), timeout=5) as raw_talk:
            raw_talk.sendall(raw)
            assert b" 400 " in raw_talk.recv(4000).splitlines()[0]


def test_it_listens_on_the_loopback_address_only(served: Served) -> None:
    port = int(served.base.rpartition(":")[2])
    names = {str(a[4][0]) for a in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1", "127.0.1.1"}
    for name in names:
        with pytest.raises(OSError), socket.create_connection((name, port), timeout=2):  # noqa: PT011 - refused or unreachable, as the system says
            pass


def test_a_port_that_is_taken_is_told_of(tmp_path: Path) -> None:
    with listen(0) as taken, pytest.raises(UsageError, match="cannot be had"):
        listen(taken.getsockname()[1])
