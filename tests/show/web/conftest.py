"""A demo case, made once a run and copied for each test that writes; a client that has shown the key."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from isnad.show.cli.app import run
from isnad.show.web.app import Workbench
from isnad.show.web.security import Keys

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

    def submit(self, path: str, fields: dict[str, str], *, follow: bool = True) -> str:
        """Send a form and give the page it leads to."""
        answer = self.post(path, data={"csrf": self.token, **fields}, headers=OURS, follow_redirects=follow)
        assert answer.status_code == (200 if follow else 303), (answer.status_code, answer.text)
        return answer.text


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
