"""The command line: what it prints, where, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from isnad.model.linked import ClaimRef
from isnad.show.cli.app import app, run
from isnad.store.contracts import CaseInfo
from isnad.store.sqlite import SqliteStore
from tests.store import made


class Ended(NamedTuple):
    code: int
    out: str
    err: str


Isnad = Callable[..., Ended]


@pytest.fixture
def isnad(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Isnad:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ISNAD_DEBUG", raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1714564800")

    def call(*arguments: object) -> Ended:
        capsys.readouterr()
        code = run([str(a) for a in arguments])
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    return call


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case made by hand, so that these tests do not depend on what the rules find."""
    path = tmp_path / "a.isnad"
    with SqliteStore().create(path, CaseInfo("Case", "Who?", made.NOW, "isnad/test")) as store:
        reports = [made.report(f"r{n}", f"{made.TEXT} {n}") for n in (1, 2)]
        for n, report in enumerate(reports):
            store.add(report, report.text.encode())
            store.put_reading(made.reading(report, occurred=not n), "f")
        store.put_linked(made.linked(*reports), "g")
        store.put_assessments(made.assessments(*reports), "g")
    return path


def claim_id(case: Path, n: int = 0) -> str:
    with SqliteStore().view(case) as view:
        return view.claim_ids()[ClaimRef(view.reports()[n].id, 0)]


TEXT = "قال ناطق باسم الجيش السوري إن قواته انسحبت من تدمر يوم 20 مايو 2015. ونفى أن يكون الطيران قد قصف المدينة.\n"


def test_from_nothing_to_links(isnad: Isnad, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "one.meta.json").write_text('{"outlet": "المرصد", "published": "2015-05-21"}', encoding="utf-8")
    made_it = Ended(0, "made palmyra.isnad\n", "next: isnad add palmyra.isnad FILE...\n")
    assert isnad("new", "palmyra", "--title", "Palmyra", "--question", "Who left?") == made_it
    assert isnad("add", "palmyra", "one.txt", "--only").out == "added 1 report\n"
    again = isnad("add", "palmyra", "one.txt", "--only")
    assert (again.code, again.out) == (0, "added 0 reports, 1 known already\n")
    assert "note[case.known] one.txt: is in the case already, as one" in again.err
    assert isnad("read", "palmyra").out == "read 1 report\n"
    assert isnad("read", "palmyra").out == "read 0 reports, 1 read already\n"
    assert isnad("link", "palmyra").out.startswith("linked: ")
    assert isnad("link", "palmyra.isnad").out.startswith("nothing has changed: ")
    assert [line.split(":")[0] for line in isnad("add", "palmyra", "one.txt").out.splitlines()] == [
        "added 0 reports, 1 known already", "read 0 reports, 1 read already", "nothing has changed",
    ]  # fmt: skip
    assert isnad("verify", "palmyra").code == 0
    links = json.loads(isnad("link", "palmyra", "--format", "json").out)
    assert links.keys() == {"events", "echoes", "contradictions", "independence"}
    (row,) = json.loads(isnad("reports", "palmyra", "-f", "json").out)
    assert (row["report"], row["outlet"], row["published"], row["got_at"]) == ("one", "المرصد", "2015-05-21", "2024-05-01T12:00:00Z")
    assert isnad("remove", "palmyra", "one").out.startswith("removed one (r-")
    assert isnad("reports", "palmyra").err.startswith("no reports yet")


def test_files_are_read_without_a_case_one_object_a_line(isnad: Isnad, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT + "ثم عاد.", encoding="utf-8")
    ended = isnad("read", "--format", "json", "b.txt", "nowhere.txt", "a.txt", "--published", "2015-05-21")
    objects = [json.loads(line) for line in ended.out.splitlines()]
    assert ended.code == 1
    assert [o["report"]["id"] for o in objects] == ["b", "nowhere", "a"]
    assert objects[0]["report"]["published"] == "2015-05-21"
    assert objects[0].keys() == objects[1].keys()
    assert objects[1]["diagnostics"][0]["severity"] == "error"
    assert "error[ingest.missing] nowhere.txt" in ended.err
    assert isnad("read", "--format", "json", ".").out.count("\n") == 2
    assert isnad("read", "b.txt").out.splitlines()[1].startswith("b\tar\t")
    assert isnad("read", "-f", "json", "nowhere.txt").code == 3


def test_the_stored_text_is_printed_as_it_is(isnad: Isnad, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    ended = isnad("text", "a.txt")
    assert ended.out.removeprefix("\ufeff") == TEXT
    assert isnad("text", "nowhere.txt").code == 3


LISTINGS = ("reports", "sources", "claims", "events", "echoes", "contradictions", "stats")


@pytest.mark.parametrize("command", LISTINGS)
def test_listings_speak_table_json_and_csv(isnad: Isnad, case: Path, command: str) -> None:
    table, as_json, as_csv = (isnad(command, case, "--format", f) for f in ("table", "json", "csv"))
    assert (table.code, as_json.code, as_csv.code) == (0, 0, 0)
    assert "\t" in table.out
    assert not re.search("[\u2066-\u2069\x1b]", table.out)  # plain where no terminal is
    rows = json.loads(as_json.out)
    assert rows
    assert len(list(csv.DictReader(io.StringIO(as_csv.out)))) == (len(rows) if isinstance(rows, list) else len(rows) - 4)
    assert isnad(command, case, "--format", "csv", "--bom").out.startswith("\ufeff")


def test_claims_are_found_by_what_is_asked(isnad: Isnad, case: Path) -> None:
    def found(*options: str) -> list[str]:
        ended = isnad("claims", case, "-f", "json", *options)
        assert ended.code == 0, ended.err
        return [row["report"] for row in json.loads(ended.out)]

    assert found() == ["r1", "r2"]
    assert found("--not-occurred") == ["r2"]
    assert found("--actor", "syrian") == found("--actor", "الجيش") == found("--recipient", "Civil") == ["r1", "r2"]
    assert found("--actor", "Turkey") == found("--recipient", "Turkey") == found("--place", "Raqqa") == []
    assert found("--type", "assault") == found("--place", "القرية") == ["r1", "r2"]
    assert found("--type", "AID") == found("--mode", "aerial") == found("--planned") == found("--kind", "witness") == []
    assert found("--mode", "heavy-weapons") == found("--kind", "anonymous") == ["r1", "r2"]
    assert found("--said-by", "spokesman") == found("--said-by", "agency") == ["r1", "r2"]
    assert found("--said-by", "المرصد") == []
    assert found("--from", "2015-05", "--to", "2015-05-03") == ["r1", "r2"]
    assert found("--from", "2015-06") == found("--to", "2015-04") == []
    assert found("--report", "r2") == ["r2"]
    assert found("--event", "e-1") == ["r1", "r2"]
    row = json.loads(isnad("claims", case, "-f", "json").out)[0]
    assert row["quote"] == "الجيش قصف القرية"
    assert row["id"] == claim_id(case)


def test_a_claim_is_explained(isnad: Isnad, case: Path) -> None:
    for name in (claim_id(case), claim_id(case)[:8], claim_id(case)[2:9], "r1:0"):
        ended = isnad("explain", case, name)
        assert ended.code == 0, ended.err
        for part in ("ASSAULT", "“الجيش قصف القرية” [", "ar.test.claim", "the village", "2015-05-03", "spokesman of the town", "e-1", "x-1 (number)"):
            assert part in ended.out
    found = json.loads(isnad("explain", case, "r1:0", "--format", "json").out)
    assert found["made"]["words"] == [{"quote": "قصف", "span": list(made.at(made.TEXT, "قصف"))}]
    assert found["quantities"][0]["min"] == 12


def test_a_chain_is_drawn(isnad: Isnad, case: Path) -> None:
    ended = isnad("chain", case, "r2:0")
    lines = ended.out.splitlines()
    assert lines[0].startswith("المرصد, report r2")
    assert [line.strip().split()[0] for line in lines[1:5]] == ["└─", "└─", "├─", "└─"]
    assert "Agency (passes it on)" in lines[1]
    assert "said not to have happened" in lines[4]
    assert json.loads(isnad("chain", case, "r2:0", "-f", "json").out)["links"][0]["name"] == "Agency"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["claims", "nowhere"], 4, r"error\[case\.missing\] nowhere\.isnad: .* — make one with"),
        (["explain", "CASE", "c-zzzz"], 2, r"error\[cli\.unknown\] no claim is called 'c-zzzz'"),
        (["explain", "CASE", "NEAR"], 2, r"did you mean c-[0-9a-f]{16}\?"),
        (["explain", "CASE", "r1:7"], 2, r"error\[cli\.unknown\]"),
        (["explain", "CASE", "r:0"], 2, r"error\[cli\.ambiguous\] 'r' may be any of 2 reports — write more of it: r1, r2"),
        (["explain", "CASE", "r1:0", "--format", "csv"], 2, r"error\[cli\.usage\]"),
        (["contradictions", "CASE", "--event", "e-1x"], 2, r"did you mean e-1\?"),
        (["claims", "CASE", "--type", "ASAULT"], 2, r"did you mean ASSAULT\?"),
        (["claims", "CASE", "--mode", "arial"], 2, r"did you mean aerial\?"),
        (["claims", "CASE", "--kind", "witnes"], 2, r"did you mean witness\?"),
        (["claims", "CASE", "--from", "yesterday"], 2, r"error\[cli\.date\]"),
        (["claims", "CASE", "--report", "r11x"], 2, r"did you mean r[12]\?"),
        (["dyad", "CASE", "Syrian goverment", "civilians"], 2, r"did you mean Syrian government\?"),
        (["dyad", "CASE", "civilians", "civilians"], 2, r"error\[cli\.parties\]"),
        (["dyad", "CASE", "Syrian", "civilians", "--by", "moth"], 2, r"did you mean month\?"),
        (["clams", "CASE"], 2, r"error\[cli\.usage\] No such command 'clams'.*claims"),
        (["claims", "CASE", "--actr", "x"], 2, r"error\[cli\.usage\] No such option.*--actor"),
        (["claims"], 2, r"error\[cli\.usage\] Missing argument 'CASE' — `\S+ claims --help` tells more"),
        (["new", "CASE"], 4, r"error\[case\.exists\]"),
        (["add", "CASE", "nowhere.txt"], 3, r"error\[ingest\.missing\] nowhere\.txt"),
        (["read", "CASE", "--published", "soon"], 2, r"error\[cli\.date\]"),
        (["link", "CASE", "--format", "csv"], 2, r"error\[cli\.format\]"),
    ],
)
def test_what_is_wrong_is_told_on_one_line(isnad: Isnad, case: Path, arguments: list[str], code: int, said: str) -> None:
    near = claim_id(case)[:-1] + "_"
    ended = isnad(*({"CASE": case, "NEAR": near}.get(a, a) for a in arguments))
    assert ended.code == code, ended
    assert re.search(said, ended.err), ended.err
    assert len([line for line in ended.err.splitlines() if line.startswith("error")]) == 1
    assert "Traceback" not in ended.err


def test_a_fault_of_ours_is_told_without_a_traceback(isnad: Isnad, case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from isnad.show.cli import gather

    monkeypatch.setattr(gather, "stats", lambda view: 1 / 0)
    ended = isnad("stats", case)
    assert ended.code == 1
    assert re.fullmatch(r"error\[cli\.fault\] ZeroDivisionError: .* — .*\n", ended.err)
    monkeypatch.setenv("ISNAD_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        isnad("stats", case)


def test_verify_finds_what_does_not_hold(isnad: Isnad, case: Path) -> None:
    assert isnad("verify", case).out.endswith("; all hold\n")
    with SqliteStore().write(case) as store:
        (body,) = store._db.execute("SELECT body FROM fact WHERE layer = 'quantity'").fetchone()
        plain = {**json.loads(body), "span": [3, 9999]}
        store._db.execute("UPDATE fact SET body = ? WHERE body = ?", (json.dumps(plain, ensure_ascii=False), body))
    ended = isnad("verify", case)
    assert ended.code == 5
    assert "[3, 9999) is outside the text" in ended.err
    with SqliteStore().write(case) as store:
        store._db.execute("UPDATE report SET text = substr(text, 1, 30) WHERE name = 'r1'")
        store._db.execute("DROP TRIGGER original_no_update")
        store._db.execute("UPDATE original SET zlib = x'00' WHERE sha256 = (SELECT sha256 FROM report WHERE name = 'r2')")
    ended = isnad("verify", case)
    assert ended.code == 4
    assert len([line for line in ended.err.splitlines() if line.startswith("error[case.damaged]")]) == 2
    assert isnad("reports", case).code == 4


def test_every_command_has_help_with_examples(isnad: Isnad) -> None:
    everything = isnad("--help")
    assert everything.code == 0
    commands = [c.name or (c.callback.__name__ if c.callback else "") for c in app.registered_commands]
    for command in commands:
        assert f"  {command} " in everything.out
        ended = isnad(command, "--help")
        assert ended.code == 0
        assert re.search(rf"Examples:\n +isnad {command}\b", ended.out), ended.out
    assert isnad("--version").out.startswith("isnad ")


COMMAND = [sys.executable, "-m", "isnad"]
ROOT = Path(__file__).parents[3]
ENV = {**os.environ, "PYTHONPATH": f"{ROOT}/src", "SOURCE_DATE_EPOCH": "1714564800"}


def test_arabic_is_set_apart_on_a_terminal_and_never_turned(case: Path) -> None:
    pty = pytest.importorskip("pty", reason="no pseudo-terminals on this system")
    for command in ("claims", "reports", "chain", "echoes", "contradictions"):
        arguments = [*COMMAND, command, str(case), *(["r1:0"] if command == "chain" else [])]
        ours, theirs = pty.openpty()
        worker = subprocess.Popen(arguments, stdout=theirs, stderr=subprocess.DEVNULL, stdin=theirs, env={**ENV, "TERM": "xterm", "COLUMNS": "100"})
        os.close(theirs)
        said = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:
                break
            if not part:
                break
            said += part
        os.close(ours)
        assert worker.wait() == 0
        out = said.decode()
        assert "\u2068" in out
        assert out.count("\u2068") == out.count("\u2069")
        for line in re.sub("\x1b\\[[0-9;]*m", "", out).splitlines():
            depth = 0
            for c in line:
                depth += (c == "\u2068") - (c == "\u2069")
                assert depth > 0 or not "\u0600" <= c <= "\u06ff", line
            assert depth == 0, line
    assert made.TEXT[:4] == "قال "


def test_a_reader_that_has_seen_enough_is_no_error(case: Path) -> None:
    worker = subprocess.Popen([*COMMAND, "claims", str(case), "-f", "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENV)
    assert worker.stdout is not None
    worker.stdout.close()
    assert worker.stderr is not None
    err = worker.stderr.read()
    worker.stderr.close()
    assert (worker.wait(), err) == (0, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts are sent otherwise there")
def test_an_interrupt_ends_with_130_and_work_goes_on(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    for n in range(240):
        (inside / f"r{n}.txt").write_text(f"{n} " + TEXT * 12, encoding="utf-8")
    case = tmp_path / "a.isnad"
    for arguments in (["new", str(case)], ["add", str(case), str(inside), "--only"]):
        subprocess.run([*COMMAND, *arguments], env=ENV, check=True, capture_output=True)
    worker = subprocess.Popen([*COMMAND, "read", str(case)], env=ENV, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and worker.poll() is None:
        with SqliteStore().view(case) as view:
            if view._db.execute("SELECT count(*) FROM reading").fetchone()[0] > 2:
                break
        time.sleep(0.01)
    worker.send_signal(signal.SIGINT)
    out, err = worker.communicate(timeout=60)
    assert worker.returncode == 130, (out, err)
    assert err.splitlines()[-1].startswith("interrupted; what was done is kept")
    assert "Traceback" not in err
    again: Any = subprocess.run([*COMMAND, "read", str(case)], env=ENV, capture_output=True, text=True, check=True)
    done, known = map(int, re.findall(r"\d+", again.stdout))
    assert done + known == 240
    assert known > 2


def test_help_loads_nothing_heavy() -> None:
    # How quick that makes it is for benchmarks to say; that it stays so is for this.
    code = "import sys; from isnad.show.cli.app import app; print(*sorted(sys.modules))"
    loaded = set(subprocess.run([sys.executable, "-c", code], env=ENV, check=True, capture_output=True, text=True).stdout.split())
    assert not {"lxml", "trafilatura", "pypdfium2", "jinja2", "isnad.read.reader", "isnad.resolve.authority", "isnad.ingest.take"} & loaded



def test_the_demo_makes_a_case_and_its_dossier(isnad: Isnad, tmp_path: Path) -> None:
    first = isnad("demo", "-o", "here")
    assert first.code == 0, first.err
    assert re.search(r"16 reports, \d+ events, [1-9]\d* quotations checked\ncase     here/demo\.isnad\ndossier  here/dossier\.html\n", first.out)
    page = (tmp_path / "here" / "dossier.html").read_bytes()
    assert "error" not in first.err
    assert isnad("demo", "-o", "here").out == first.out
    assert (tmp_path / "here" / "dossier.html").read_bytes() == page
    assert isnad("verify", "here/demo").code == 0
    assert isnad("dyad", "here/demo", "Syrian government", "Islamic State", "--by", "year").code == 0
    written = isnad("dossier", "here/demo", "-o", "other.html", "--party", "Syrian government", "--party", "Islamic State")
    assert written.code == 0, written.err
    assert (tmp_path / "other.html").read_bytes() == page


def test_a_dossier_that_cannot_be_written_is_told(isnad: Isnad, case: Path) -> None:
    assert isnad("dossier", case, "-o", "no folder/a.html").code == 3
    assert isnad("dossier", case, "--party", "Turkey").code == 2
    assert isnad("dossier", case, "--lang", "fr").code == 2
    assert re.search(r"error\[dossier\.pair\]", isnad("dossier", case, "--party", "Turkey", "--party", "Iran").err)


def test_without_a_command_the_help_is_printed(isnad: Isnad) -> None:
    assert "Commands:" in isnad().out
