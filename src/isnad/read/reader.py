"""The reader by rules: one report in, one reading out. Stages fill one sheet, in a fixed order."""

from __future__ import annotations

from isnad import __version__
from isnad.grammar.sheet import Authority, Sheet
from isnad.lang.pack import supported
from isnad.model.records import Reading
from isnad.model.report import Report
from isnad.read.advice import Adviser
from isnad.read.claim_links import read_links
from isnad.read.claims import read_claims
from isnad.read.protection import protect
from isnad.read.quantities import read_quantities
from isnad.read.statements import read_statements
from isnad.read.times import read_times
from isnad.text.doc import Doc

VERSION = __version__
READER = f"rules/{VERSION}"


def read_report(report: Report, authority: Authority, adviser: Adviser | None = None, reader: str = READER) -> Reading:
    """Read one report.

    Args:
        report: the report.
        authority: who knows parties and places.
        adviser: a second reader that has a say in statements and claims, or None.
        reader: id of the reader, with its version.

    Returns:
        The reading; every span in it indexes `report.text`.
    """
    sheet = Sheet(report, Doc(report.text, supported(report.lang)))
    sheet.mentions = authority.mentions(sheet.doc)
    sheet.places = authority.places(sheet.doc, sheet.mentions)
    sheet.times = read_times(sheet)
    sheet.quantities = read_quantities(sheet)
    sheet.statements = protect(sheet.doc, read_statements(sheet, adviser))
    sheet.claims = read_claims(sheet, adviser)
    return Reading(
        report.id,
        reader,
        tuple(sheet.mentions),
        tuple(sheet.times),
        tuple(sheet.places),
        tuple(sheet.quantities),
        tuple(sheet.statements),
        tuple(sheet.claims),
        tuple(sheet.diagnostics),
        tuple(sheet.relations),
        tuple(read_links(sheet)),
    )
