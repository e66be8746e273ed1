"""Ctrl-C before the command line itself can answer."""

from __future__ import annotations

import pytest

from isnad.__main__ import main
from isnad.show.cli import app


def test_an_early_interrupt_ends_as_shells_expect(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "run", interrupted)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 130
