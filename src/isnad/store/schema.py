"""The tables of a case file, as a list of migrations. Migrations are only ever added; `user_version` counts them."""

from __future__ import annotations

APPLICATION_ID = 0x49534E44  # "ISND", in the file's header: what tells a case from any other SQLite database

_FIRST = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE original (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, zlib BLOB NOT NULL);

CREATE TABLE report (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL REFERENCES original(sha256),
  lang TEXT NOT NULL,
  outlet TEXT,
  published TEXT,
  title TEXT,
  text TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX report_sha256 ON report(sha256);

CREATE TABLE copy (
  report TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE,
  digest TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (report, digest)
);

CREATE TABLE reading (
  seq INTEGER PRIMARY KEY,
  report TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE,
  reader TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  digest TEXT NOT NULL,
  diagnostics TEXT NOT NULL,
  UNIQUE (report, reader)
);

CREATE TABLE fact (
  reading INTEGER NOT NULL REFERENCES reading(seq) ON DELETE CASCADE,
  layer TEXT NOT NULL,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  rule TEXT NOT NULL,
  entries TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (reading, layer, position),
  CHECK (0 <= start AND start < end)
);
CREATE INDEX fact_id ON fact(id);

CREATE TABLE stage (name TEXT PRIMARY KEY, fingerprint TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE event (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, made TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE event_claim (
  event TEXT NOT NULL REFERENCES event(id) ON DELETE CASCADE,
  report TEXT NOT NULL REFERENCES report(id),
  claim INTEGER NOT NULL,
  made TEXT NOT NULL,
  PRIMARY KEY (event, report, claim)
) WITHOUT ROWID;
CREATE INDEX event_claim_report ON event_claim(report, claim);
CREATE TABLE event_join (
  event TEXT NOT NULL REFERENCES event(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  weight REAL NOT NULL,
  made TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (event, position)
);
CREATE TABLE echo (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, made TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE contradiction (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  aspect TEXT NOT NULL,
  event TEXT REFERENCES event(id) ON DELETE CASCADE,
  made TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX contradiction_event ON contradiction(event);
CREATE TABLE assessment (
  seq INTEGER PRIMARY KEY,
  event TEXT NOT NULL UNIQUE REFERENCES event(id) ON DELETE CASCADE,
  grade TEXT NOT NULL,
  made TEXT NOT NULL,
  body TEXT NOT NULL
);

CREATE TABLE judgement (
  seq INTEGER PRIMARY KEY,
  target TEXT NOT NULL,
  verdict TEXT NOT NULL,
  who TEXT NOT NULL,
  "when" TEXT NOT NULL,
  why TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX judgement_target ON judgement(target);
CREATE TRIGGER judgement_no_update BEFORE UPDATE ON judgement BEGIN SELECT RAISE(ABORT, 'judgements are only ever added'); END;
CREATE TRIGGER judgement_no_delete BEFORE DELETE ON judgement BEGIN SELECT RAISE(ABORT, 'judgements are only ever added'); END;
CREATE TRIGGER original_no_update BEFORE UPDATE ON original BEGIN SELECT RAISE(ABORT, 'originals are immutable'); END;
"""

# The words of grades are those of the Airwars ladder: what was graded in others is graded again. Linking keeps an index of what it compared.
_SECOND = """
DELETE FROM assessment;
DELETE FROM stage WHERE name = 'weigh';
CREATE TABLE link_index (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
"""

# What is searched, see isnad.store.searched: empty and without a mark until the case is searched for the first time.
_THIRD = """
CREATE VIRTUAL TABLE search_report USING fts5(title, raw, stem, outlet, content='', tokenize='ascii');
CREATE TABLE search_about (seq INTEGER PRIMARY KEY, low INTEGER, high INTEGER, lang TEXT NOT NULL);
CREATE INDEX search_about_low ON search_about(low);
CREATE VIRTUAL TABLE search_claim USING fts5(raw, stem, actor, recipient, speaker, place, tags, tokenize='ascii');
CREATE TABLE search_claim_about (id INTEGER PRIMARY KEY, low INTEGER, high INTEGER);
CREATE TABLE search_mark (mark TEXT NOT NULL);
"""

# Every decision is tied to the one before it, see isnad.store.log, which ties those that are there already.
_FOURTH = """
DROP TRIGGER judgement_no_update;
ALTER TABLE judgement ADD COLUMN prev TEXT NOT NULL DEFAULT '';
ALTER TABLE judgement ADD COLUMN hash TEXT NOT NULL DEFAULT '';
CREATE TRIGGER judgement_no_update BEFORE UPDATE ON judgement
  WHEN OLD.hash <> '' OR NEW.body <> OLD.body BEGIN SELECT RAISE(ABORT, 'judgements are only ever added'); END;
"""

# How uncertain each row is by itself, see isnad.store.doubt: what people are asked to look at first.
_FIFTH = """
ALTER TABLE fact ADD COLUMN doubt REAL;
CREATE INDEX fact_doubt ON fact(layer, rule, doubt, reading) WHERE doubt IS NOT NULL;
"""

# What the lists of the workbench are read from: each in its order, without the texts.
_SIXTH = """
CREATE INDEX report_list ON report(published IS NULL, published, seq, lang, outlet, title, name, id);
CREATE INDEX event_time ON event(coalesce(json_extract(body, '$.time'), '~'), id);
CREATE INDEX event_told ON event(json_array_length(body, '$.claims') DESC, coalesce(json_extract(body, '$.time'), '~'), id);
CREATE INDEX event_kind ON event(type);
CREATE INDEX assessment_grade ON assessment(grade);
CREATE INDEX contradiction_list ON contradiction(coalesce(event, ''), aspect, id);
CREATE INDEX contradiction_aspect ON contradiction(aspect);
"""

# Contradictions that something speaks against: listed apart, and no grade rests on them.
_SEVENTH = """
CREATE TABLE possible (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  aspect TEXT NOT NULL,
  event TEXT REFERENCES event(id) ON DELETE CASCADE,
  made TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX possible_event ON possible(event);
"""

MIGRATIONS: tuple[str, ...] = (_FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH, _SIXTH, _SEVENTH)
VERSION = len(MIGRATIONS)
CHAINED = 4  # the version since which decisions are tied to each other
DOUBTED = 5  # the version since which rows say how uncertain they are
SEARCHED = 3  # the version since which a case has a search index


def statements(script: str) -> list[str]:
    """The statements of a migration, so that they can run inside one transaction (`executescript` would commit first)."""
    import sqlite3

    out, pending = [], ""
    for line in script.splitlines():
        pending = f"{pending}\n{line}" if pending.strip() else line
        if pending.strip() and sqlite3.complete_statement(pending):
            out.append(pending)
            pending = ""
    return out
