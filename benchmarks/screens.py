"""`python -m benchmarks.screens [FOLDER]`: pictures of every page of the workbench on the demo case, in Arabic and in English, into docs/screens."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from isnad.show.cli.app import run
from isnad.show.web import pages
from isnad.show.web.server import serve_in_background
from isnad.store.browse import Browse
from isnad.store.filters import EventFilter
from isnad.store.sqlite import SqliteStore

SCALE = 0.7


def addresses(case: Path) -> dict[str, str]:
    """One address of every kind of page, by the name of its picture."""
    out = {entry.key: entry.path for entry in pages.found()[1]}
    with SqliteStore().view(case) as view:
        event = Browse(view).events(EventFilter(grade="contested", told=True), 0, 1)[0][0].event
        claim = event.claims[0]
        row = next(r.id for r in view.rows(claim.report) if r.layer == "claim" and r.position == claim.claim)
    out["report"] = f"/report/{claim.report}?at={row}"
    out["correct"] = f"/report/{claim.report}?at={row}&edit=1"
    out["event"] = f"/event/{event.id}"
    out["source"] = "/source?name=SANA"
    out["search"] = "/search?q=انسحب"
    return out


def main(arguments: list[str]) -> int:
    """Take them."""
    from playwright.sync_api import sync_playwright

    folder = Path(arguments[0]) if arguments else Path(__file__).parents[1] / "docs" / "screens"
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        print("no Chromium on this machine")
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="isnad-screens-") as made:
        if run(["demo", "-o", made]):
            return 1
        case = Path(made) / "demo.isnad"
        with serve_in_background(case) as address, sync_playwright() as tool:
            browser = tool.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu", "--disable-quic"])
            page = browser.new_context(viewport={"width": 1280, "height": 900}, device_scale_factor=SCALE).new_page()
            page.goto(address)
            base = address.partition("/?")[0]
            for lang in ("ar", "en"):
                for name, path in addresses(case).items():
                    page.goto(f"{base}{path}{'&' if '?' in path else '?'}lang={lang}")
                    page.wait_for_load_state("networkidle")
                    page.screenshot(path=folder / f"{name}-{lang}.png")
                    print(folder / f"{name}-{lang}.png")
            browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
