"""A demo case, made once a run and copied for each test that writes; a client that has shown the key."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from isnad.show.cli.app import run
from isnad.show.web.app import Workbench
from isnad.show.web.relinking import Relinker
from isnad.show.web.security import Keys

if TYPE_CHECKING:
    from playwright.sync_api import Browser as Chromium

SRC = Path(__file__).parents[3] / "src"
PORT = 8765
KEY = "a-key-for-tests"
BASE = f"http://127.0.0.1:{PORT}"
OURS = {"origin": BASE, "sec-fetch-site": "same-origin"}  # what a browser says of a form of our own


class Browser(TestClient):
    """A client that behaves as a browser does: it keeps the cookie, and sends forms with their token from our own pages."""

    token = ""

    def enter(self) -> Browser:
        """Show the key."""
        page = self.get(f"/?key={KEY}")
        assert page.status_code == 200, page.text
        self.token = page.text.split('data-token="')[1].split('"')[0]
        return self

    def submit(self, path: str, fields: Mapping[str, str | list[str]], *, follow: bool = True) -> str:
        """Send a form and give the page it leads to."""
        answer = self.post(path, data={"csrf": self.token, **fields}, headers=OURS, follow_redirects=follow)
        assert answer.status_code == (200 if follow else 303), (answer.status_code, re.sub(r'<[^>]+>', ' ', answer.text)[-900:])
        return answer.text


    def app_linker(self) -> Relinker:
        """What links the case anew."""
        bench = self.app
        assert isinstance(bench, Workbench)
        return bench.desk.linker


def client(case: Path) -> Browser:
    """A client of a case, that has not shown the key yet."""
    return Browser(Workbench(case, PORT, Keys(KEY)), base_url=BASE, raise_server_exceptions=False)


@pytest.fixture(scope="session")
def demo_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo case; only to be read."""
    folder = tmp_path_factory.mktemp("demo")
    assert run(["demo", "-o", str(folder)]) == 0
    return folder / "demo.isnad"


@pytest.fixture
def case(demo_case: Path, tmp_path: Path) -> Path:
    """A copy of the demo case, to be written to."""
    return Path(shutil.copy(demo_case, tmp_path / "demo.isnad"))


@pytest.fixture(scope="session")
def site(demo_case: Path) -> Browser:
    """The demo case's pages, only to be read, in the browser's language: English."""
    browser = client(demo_case).enter()
    browser.headers["accept-language"] = "en"
    return browser


@pytest.fixture
def desk(case: Path) -> Browser:
    """The pages of a case of its own, to decide in."""
    browser = client(case).enter()
    browser.headers["accept-language"] = "en"
    return browser


@pytest.fixture
def open_client() -> Callable[[Path], Browser]:
    """Makes clients of other cases."""
    return client


def pytest_configure(config: pytest.Config) -> None:
    """Name the mark of tests that need a browser."""
    config.addinivalue_line("markers", "browser: opens pages in a real Chromium")


class Served:
    """A case served by the command, in a process of its own.

    Args:
        case: the case.
        log: where what it prints goes.
    """

    def __init__(self, case: Path, log: Path) -> None:
        self.case = case
        command = [sys.executable, "-m", "isnad", "web", str(case), "--no-browser"]
        with log.open("wb") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env={**os.environ, "PYTHONPATH": str(SRC)})
        for _ in range(600):
            if found := re.search(r"http://127\.0\.0\.1:\d+/\?key=\S+", log.read_text("utf-8")):
                self.address = found[0]
                self.base = self.address.partition("/?")[0]
                return
            assert self.process.poll() is None, log.read_text("utf-8")
            time.sleep(0.05)
        raise AssertionError("the server says nothing")

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        self.process.wait(20)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    """A browser; the test is skipped where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium on this machine")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture
def served(case: Path, tmp_path: Path) -> Iterator[Served]:
    """A case of its own, served."""
    server = Served(case, tmp_path / "log.txt")
    yield server
    server.stop()
