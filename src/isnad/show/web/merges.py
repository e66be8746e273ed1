"""Names that people have made one, laid over names as they were read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from isnad.lang.tables import table
from isnad.model.judgement import Judgement, standing
from isnad.show.web.deciding import now


def called(judgements: Sequence[Judgement], names: Iterable[str]) -> dict[str, str]:
    """What each name is called now, after the merges that hold everywhere.

    Args:
        judgements: all judgements, in order.
        names: names as they were read.
    """
    out = {name: name for name in names}
    for j in standing(judgements):
        if j.verdict in ("merge", "rename") and j.value is not None and not j.anchors:
            merged = frozenset(j.names)
            out.update({read: j.value for read, now_called in out.items() if now_called in merged})
    return out


def merge_of(names: Sequence[str], value: str, who: str, why: str) -> Judgement:
    """The decision that some names are one.

    Args:
        names: the names.
        value: what they are called from now on.
        who: who decides.
        why: the reason.
    """
    entity = next((str(a["id"]) for a in table("common", "actors")["entries"] if a["name"] == value), None)
    return Judgement(value, "merge", value, who, now(), why.strip()[:2000], names=tuple(dict.fromkeys(names)), entity=entity)
