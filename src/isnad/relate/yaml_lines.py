"""YAML of a user as plain values, with the line of each, so that an error can name the place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from isnad.errors import InputError

MOST_BYTES = 200_000
At = tuple[str | int, ...]


def read_yaml(path: str, room: str) -> tuple[Any, dict[At, int]]:
    """A user's YAML file.

    Args:
        path: the file.
        room: first part of the codes of problems, e.g. `hypotheses`.

    Returns:
        The values, and the line of each by its path of keys and positions.

    Raises:
        InputError: the file cannot be read or is too long (`ROOM.file`), or is no YAML (`ROOM.yaml`).
    """
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"{room}.file", error.strerror or str(error), file=path) from None
    return read_bytes(raw, path, room)


def read_bytes(raw: bytes, path: str, room: str) -> tuple[Any, dict[At, int]]:
    """The bytes of a user's YAML file, as :func:`read_yaml` reads it; `path` is only what problems call it."""
    import yaml

    if len(raw) > MOST_BYTES:
        raise InputError(f"{room}.file", f"is longer than {MOST_BYTES} bytes", file=path)
    try:
        return plain(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise InputError(f"{room}.yaml", "no UTF-8", file=path) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise InputError(f"{room}.yaml", error.problem or "no YAML", file=path, place=f"line {mark.line + 1}" if mark else None) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise InputError(f"{room}.yaml", str(error).splitlines()[0], file=path) from None


def plain(text: str) -> tuple[Any, dict[At, int]]:
    """YAML as plain values, and the line of each by its path. Aliases are refused, so that a small file cannot unfold into a large one.

    Raises:
        yaml.YAMLError: it is no YAML, has an alias, or a key twice.
    """
    import yaml

    lines: dict[At, int] = {}
    seen: set[int] = set()
    loader = yaml.SafeLoader(text)
    try:
        root = loader.get_single_node()

        def walk(node: Any, path: At) -> Any:
            if id(node) in seen:
                raise yaml.MarkedYAMLError(problem="anchors and aliases are not used here", problem_mark=node.start_mark)
            seen.add(id(node))
            lines[path] = node.start_mark.line + 1
            if isinstance(node, yaml.MappingNode):
                out = {}
                for key, value in node.value:
                    name = str(key.value)
                    if name in out:
                        raise yaml.MarkedYAMLError(problem=f"`{name}` stands twice", problem_mark=key.start_mark)
                    out[name] = walk(value, (*path, name))
                    lines[*path, name] = key.start_mark.line + 1
                return out
            if isinstance(node, yaml.SequenceNode):
                return [walk(v, (*path, k)) for k, v in enumerate(node.value)]
            return loader.construct_object(node)

        return (walk(root, ()) if root is not None else None), lines
    finally:
        loader.dispose()
