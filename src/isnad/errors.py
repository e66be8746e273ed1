"""The one exception root, and problems with the user's data as values.

Two kinds of trouble are kept apart. A *programming* error raises whatever Python raises. A problem with what the user
gave (a file, an option, a case) is an :class:`IsnadError` with a stable code, or, where work can go on, a
:class:`Diagnostic` that is carried along with the result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A problem with the user's data, as a value.

    Attributes:
        code: stable, `room.kind`, such as `ingest.empty`; documented in docs/errors.md.
        message: what is wrong, one sentence.
        severity: `error` when the thing named was not read, `warning` when it was read with a doubt, `note` otherwise.
        file: the file or address concerned, as the user named it.
        place: where in it (`line 3`, `page 2`, `offset 118`), when known.
        remedy: what the user can do.
    """

    code: str
    message: str
    severity: Severity = "warning"
    file: str | None = None
    place: str | None = None
    remedy: str | None = None

    def line(self) -> str:
        """The diagnostic on one line, as the command line prints it."""
        where = f"{self.file}: " if self.file else ""
        at = f" ({self.place})" if self.place else ""
        todo = f" — {self.remedy}" if self.remedy else ""
        return f"{self.severity}[{self.code}] {where}{self.message}{at}{todo}"


class IsnadError(Exception):
    """Root of every error Isnad raises on purpose; carries a :class:`Diagnostic`.

    Args:
        code: stable code, see :class:`Diagnostic`.
        message: what is wrong.
        file: the file or address concerned.
        place: where in it.
        remedy: what the user can do.
    """

    exit_code = 2

    def __init__(
        self, code: str, message: str, *, file: str | None = None, place: str | None = None, remedy: str | None = None
    ) -> None:
        self.diagnostic = Diagnostic(code, message, "error", file, place, remedy)
        super().__init__(self.diagnostic.line())

    @property
    def code(self) -> str:
        """The stable code."""
        return self.diagnostic.code


class InputError(IsnadError):
    """A file, address or standard input that cannot be read."""

    exit_code = 3


class CaseError(IsnadError):
    """A case file that cannot be opened, written or trusted."""

    exit_code = 4


class AnchorError(IsnadError):
    """A derived fact whose span does not hold on the stored text. Stops an export."""

    exit_code = 5


class UsageError(IsnadError):
    """A command that was asked for something that does not exist."""

    exit_code = 2
