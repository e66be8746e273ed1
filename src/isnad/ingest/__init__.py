"""Bytes → Report: formats, character sets, main text, metadata, custody.

Callers need two names, both in :mod:`isnad.ingest.take`::

    from isnad.ingest.take import Given, Taken, ingest

    for taken in ingest(paths, settings.ingest, got_at="2024-05-01T12:00:00Z", tool="isnad/0.1.0",
                        given=Given(lang=None, outlet=None, published=None), stdin=sys.stdin.buffer):
        if taken.report is None:
            ...  # taken.diagnostics says why: `error` for what the user named, `warning` or `note` for what lay in a folder or archive
        else:
            ...  # taken.report, taken.original (the bytes that taken.report.sha256 is of); doubts are in taken.report.diagnostics

`ingest` never raises for a bad input; it yields a :class:`~isnad.ingest.take.Taken` without a report and goes on. Inputs are file
paths, folders (read in order of names, without hidden files and sidecars), `-` for standard input, and `http:`/`https:` addresses.
One input may give many reports (archives, mails, folders) or none. Nothing is written and, unless an address is named, nothing is fetched.

Work can be spread: :func:`isnad.ingest.sources.expand` yields picklable :class:`~isnad.ingest.sources.Source` records (bytes and
what is known of them) cheaply, and :func:`isnad.ingest.take.take` turns one into a `Taken` without touching a disk or network.
"""
