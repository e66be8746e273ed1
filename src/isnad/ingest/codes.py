"""Every problem that taking in can meet: its code, its message and what the user can do. Explained in docs/errors.md."""

from __future__ import annotations

from isnad.errors import Diagnostic, InputError, Severity

_FORMATS = "Isnad reads text, HTML, MHTML, PDF, .docx, mail (.eml), WARC, WACZ, zip and gzip"

# code → (message, remedy); both are format strings over the facts that the caller gives
CODES: dict[str, tuple[str, str]] = {
    # files and folders
    "ingest.missing": ("there is no such file or folder", "check the spelling of the path"),
    "ingest.vanished": ("the file went away while the folder was being read", "read the folder again when nothing else changes it"),
    "ingest.permission": ("the file may not be read by this user", "change its permissions (chmod +r) or run as its owner"),
    "ingest.dangling": ("the link points to nothing", "remove the link or restore what it points to"),
    "ingest.loop": ("the folder was reached before under another name; it is read once", "remove the link if that is not meant"),
    "ingest.not-a-file": ("this is {what}, not a file", "give a regular file, a folder, '-' or a web address"),
    "ingest.device-error": ("the system could not read it: {why}", "check the disk or the network drive"),
    "ingest.too-large": ("{size} bytes; the limit is {limit}", "split the file, or raise ingest.max_bytes"),
    "ingest.too-long": ("the text has {size} code points; the limit is {limit}", "split the file, or raise ingest.max_text"),
    "ingest.too-many": ("more than {limit} members or files; the rest is not read", "split it, or raise ingest.max_members"),
    "ingest.too-deep": ("archives and mails lie more than {limit} deep in one another", "unpack the inner ones first"),
    "ingest.empty-folder": ("the folder holds nothing that could be a report", _FORMATS),
    "ingest.odd-name": ("the file name holds bytes or marks that cannot be printed; they are shown as escapes", "rename the file if that disturbs"),
    "ingest.stdin": ("standard input was asked for and is not there", "pipe a report into the command"),
    # content
    "ingest.empty": ("the file is empty", "get it again; nothing was saved in it"),
    "ingest.blank": ("there is nothing but white space", "get it again; no text was saved in it"),
    "ingest.binary": ("it is no text in any known character set", "check what program wrote it; " + _FORMATS),
    "ingest.format": ("{what} is not a format that holds a report's text", "save it as text, HTML, PDF or .docx; " + _FORMATS),
    "ingest.no-letters": ("the text holds no letters of any script", "check that the right file was saved"),
    "ingest.charset-guess": ("no character set is declared; it was read as {charset}", "look at the text; save it as UTF-8 if letters are wrong"),
    "ingest.charset-declared": ("it declares {declared} and is {charset}; the declaration was passed over", "nothing, unless letters are wrong"),
    "ingest.charset-unknown": ("it declares the unknown character set {declared}", "nothing, unless letters are wrong"),
    "ingest.invalid-bytes": ("{count} stretches of bytes are not {charset}; each shows as U+FFFD", "get the file again if words are lost"),
    "ingest.mixed-charset": ("{count} lines are in {other} and the others in {charset}; each was read in its own", "compare with the original page"),
    "ingest.nul": ("{count} NUL characters are in the text; they are kept", "check whether the file was damaged"),
    "ingest.reversed": ("the Arabic in it is written backwards, as some PDF tools do", "read the PDF itself instead of the text made from it"),
    # formats
    "ingest.html-empty": ("the page has no main text (scripts, menus, frames)", "save the page from a browser once it has loaded, or copy the text"),
    "ingest.html-deep": ("its markup is deeper or odder than parsers can take; all its text was taken", "look whether menus are in the text"),
    "ingest.html-fallback": ("no main text stood out; all paragraphs of the page were taken", "look whether menus are in the text"),
    "ingest.pdf-broken": ("the PDF is cut off or damaged: {why}", "get the file again"),
    "ingest.pdf-encrypted": ("the PDF asks for a password", "save a copy without a password"),
    "ingest.pdf-pages": ("the PDF has {size} pages; the limit is {limit}", "split it, or raise ingest.max_pages"),
    "ingest.pdf-no-text": ("the PDF has pictures of text but no text (a scan)", "run OCR over it, for instance ocrmypdf -l ara, and read the result"),
    "ingest.pdf-some-pages": ("{count} of {size} pages have no text", "run OCR if those pages matter"),
    "ingest.pdf-visual": ("letters stood in visual order and were put in reading order on {count} lines", "compare numbers and names with the page"),
    "ingest.docx-broken": ("the .docx is damaged or is none: {why}", "open and save it again in a word processor"),
    "ingest.docx-entities": ("the .docx declares XML entities, which no word processor writes", "do not trust the file; copy its text by hand"),
    "ingest.bomb": ("it unpacks to {size} bytes or more; the limit is {limit}", "do not trust the file; raise ingest.max_bytes only if you know it"),
    "ingest.mail-parts": ("the mail has more than {limit} parts", "save the part that matters as a file"),
    "ingest.mail-empty": ("the mail has no text", "save its attachments as files"),
    "ingest.mail-broken": ("the mail cannot be taken apart: {why}", "save the message again from the mail program"),
    "ingest.zip-broken": ("the archive is damaged: {why}", "get it again"),
    "ingest.zip-encrypted": ("the member asks for a password", "unpack the archive and read the folder"),
    "ingest.zip-path": ("the member's name leads out of the archive; it was not read", "do not trust the archive"),
    "ingest.gzip-broken": ("the gzip data is damaged: {why}", "get it again"),
    "ingest.warc-broken": ("the WARC is damaged: {why}; the other records were read", "get it again, or run warcio recompress on it"),
    "ingest.warc-empty": ("the WARC holds no page with text", "check that the crawl saved pages"),
    "ingest.skipped": ("{count} members are no reports ({what}) and were passed over", "nothing, unless you miss one"),
    "ingest.wacz-hash": ("its SHA-256 is not the one in datapackage.json; it was changed after the crawl", "get the WACZ from its source again"),
    "ingest.unreadable": ("the {format} reader gave up: {why}", "save it in another format, and report this to the project"),
    # sidecars
    "ingest.sidecar-broken": ("the sidecar is no JSON: {why}; it was passed over", "correct it; see docs/formats.md"),
    "ingest.sidecar-shape": ("the sidecar is {what} and not an object; it was passed over", 'write {{"outlet": "…", "published": "2017-03-02"}}'),
    "ingest.sidecar-key": ("the sidecar has the unknown key {key}", "known: {known}"),
    "ingest.sidecar-value": ("the sidecar's {key} is not {wanted}; it was passed over", "correct it; see docs/formats.md"),
    "ingest.sidecar-alone": ("the sidecar belongs to no file", "name it after the report: NAME.meta.json beside NAME.txt"),
    "ingest.sidecar-named": ("a sidecar is no report; it is read with the file it belongs to", "nothing"),
    "ingest.option-value": ("the option {key} is not {wanted}; it was passed over", "correct the option"),
    "ingest.lang-doubt": ("it is said to be in {said}, and its letters are those of {seen}", "correct the language if it is wrong"),
    "ingest.weekday": ("{date} was a {real}, and the text says {said}", "check the publication date"),
    # addresses on the web
    "ingest.url-scheme": ("{scheme}: addresses are not fetched", "use http: or https:, or save the page as a file"),
    "ingest.url-bad": ("this is no web address: {why}", "check it"),
    "ingest.url-credentials": ("the address holds a user name or password", "leave it out and save the page from a browser"),
    "ingest.url-private": ("{host} is at {ip}, which is not on the open Internet", "save the page as a file, or set ingest.allow_private"),
    "ingest.url-unknown": ("the name {host} is not known", "check the address and the network"),
    "ingest.url-failed": ("the server did not answer: {why}", "try again later, or save the page from a browser"),
    "ingest.url-timeout": ("no whole answer within {limit:g} s", "try again later, or raise ingest.timeout"),
    "ingest.url-status": ("the server answered {status}", "look at the address in a browser; try an archive's copy"),
    "ingest.url-redirects": ("more than {limit} redirects", "give the final address"),
    "ingest.url-large": ("the answer is larger than {limit} bytes", "save the page as a file, or raise ingest.max_bytes"),
}  # fmt: skip


def doubt(code: str, file: str | None, *, severity: Severity = "warning", place: str | None = None, **facts: object) -> Diagnostic:
    """A diagnostic with the code's own words.

    Args:
        code: a key of :data:`CODES`.
        file: the file or address, printable.
        severity: see :class:`~isnad.errors.Diagnostic`.
        place: where in the file.
        **facts: what the message names.
    """
    message, remedy = CODES[code]
    return Diagnostic(code, message.format(**facts), severity, file, place, remedy.format(**facts))


def refuse(code: str, file: str | None, *, place: str | None = None, **facts: object) -> InputError:
    """The same as an exception, for an input that cannot be read. The caller raises it."""
    d = doubt(code, file, severity="error", place=place, **facts)
    return InputError(d.code, d.message, file=d.file, place=d.place, remedy=d.remedy)
