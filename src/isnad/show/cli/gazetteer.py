"""The command `gazetteer`: files of places of the user's own, and what a name may be."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from isnad.errors import UsageError
from isnad.show.cli.common import BomOption, FormatOption, epilog
from isnad.show.cli.grid import Column
from isnad.show.cli.terminal import Format, line, note, show, tell

_KEPT = (
    Column("name", "name"), Column("form", "read as"), Column("records", "places"), Column("placed", "with coordinates"),
    Column("source", "from", True), Column("sha256", "sha256"),
)  # fmt: skip
_FOUND = (
    Column("id", "id"), Column("name", "name", True), Column("kind", "kind"), Column("country", "country"), Column("lat", "north"),
    Column("lon", "east"), Column("precision", "precision"), Column("source", "coordinates from"), Column("population", "people"),
)  # fmt: skip

places = typer.Typer(name="gazetteer", help="Places: files of your own, and what a name may be.", no_args_is_help=True, rich_markup_mode=None)
FilesArgument = Annotated[list[Path], typer.Argument(metavar="FILE...", help="GeoNames dump, OCHA P-code table, GeoJSON or CSV, UTF-8.")]
AsOption = Annotated[str | None, typer.Option("--as", help="What the files are, where it is not to be told: geonames, ocha, geojson, csv.")]
NameOption = Annotated[str | None, typer.Option("--name", "-n", help="What the file goes by; by default its own name.")]
CountryOption = Annotated[str | None, typer.Option("--country", "-c", help="Country of records that name none, as two letters: SY.")]


def register(app: typer.Typer) -> None:
    """Put the commands on the command line."""
    examples = ("isnad gazetteer add SY.txt", "isnad gazetteer add syr_adminboundaries.csv", "isnad gazetteer add villages.geojson -c SD")
    places.command(epilog=epilog(*examples))(add)
    places.command("list", epilog=epilog("isnad gazetteer list"))(list_)
    places.command(epilog=epilog("isnad gazetteer remove SY"))(remove)
    places.command(epilog=epilog("isnad gazetteer region SY LB", "isnad gazetteer region --none"))(region)
    places.command(epilog=epilog("isnad gazetteer find طرابلس", "isnad gazetteer find Tripoli --country LB --format json"))(find)
    app.add_typer(places)


def add(files: FilesArgument, form: AsOption = None, name: NameOption = None, country: CountryOption = None) -> None:
    """Compile files of places, to be found beside the built-in gazetteer from now on; reports are read again at the next `isnad read`."""
    from isnad.resolve import gazetteer_import, gazetteer_user

    if form is not None and form not in gazetteer_import.FORMS:
        raise UsageError("gazetteer.form", f"{form!r} is no form of a gazetteer", remedy=", ".join(gazetteer_import.FORMS))
    if name is not None and len(files) > 1:
        raise UsageError("gazetteer.name", "one name cannot name several files", remedy="leave --name out, or add them one by one")
    code = _country(country)
    for path in files:
        called = name or path.name.split(".")[0]
        loaded = gazetteer_import.load(path, called, next((f for f in gazetteer_import.FORMS if f == form), None), code)
        for doubt in loaded.doubts:
            tell(doubt)
        gazetteer_user.keep(called, str(path), loaded.form, loaded.sha256, loaded.rows)
        placed = sum("y" in r for r in loaded.rows)
        arabic = sum("a" in r for r in loaded.rows)
        line(f"added {called}: {len(loaded.rows)} places read as {loaded.form}, {placed} with coordinates, {arabic} with Arabic names")
        if loaded.misplaced:
            note(f"kept without coordinates {loaded.misplaced}: what is given is no place on the map")
        for why, how_many in sorted(loaded.skipped.items()):
            note(f"left out {how_many}: {why}")


def list_(form: FormatOption = Format.table, bom: BomOption = False) -> None:
    """List the files of places that were added."""
    from isnad.resolve import gazetteer_user

    rows = [
        {"name": k.name, "form": k.form, "records": k.records, "placed": k.placed, "source": k.source, "sha256": k.sha256[:16]}
        for k in gazetteer_user.kept()
    ]
    show(rows, _KEPT, form, bom=bom)


def remove(name: Annotated[str, typer.Argument(metavar="NAME", help="What the file goes by.")]) -> None:
    """Take a file of places out again."""
    from isnad.resolve import gazetteer_user

    if not gazetteer_user.forget(name):
        known = ", ".join(k.name for k in gazetteer_user.kept())
        raise UsageError("gazetteer.unknown", f"no gazetteer {name!r} was added", remedy=f"known: {known}" if known else "isnad gazetteer add FILE")
    line(f"removed {name}")


def region(
    countries: Annotated[list[str] | None, typer.Argument(metavar="[COUNTRY...]", help="Countries as two letters; none prints what is set.")] = None,
    none: Annotated[bool, typer.Option("--none", help="Take the region away.")] = False,
) -> None:
    """Name the countries your investigations are about: where a report leaves open which place of a name is meant, theirs count more."""
    from isnad.resolve import gazetteer_user

    if countries or none:
        gazetteer_user.set_region([_known(c) for c in map(_country, countries or []) if c])
    line(" ".join(gazetteer_user.region()) or "no region is set")


def find(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name in Arabic or Latin letters, in any spelling.")],
    country: CountryOption = None,
    form: FormatOption = Format.table,
    bom: BomOption = False,
) -> None:
    """Print the records that a name may be, the largest first."""
    from isnad.resolve.gazetteer import named
    from isnad.resolve.gazetteer_relation import precision

    code = _country(country)
    rows: list[dict[str, Any]] = [
        {
            "id": p.id, "name": p.name, "kind": p.kind, "country": p.country, "lat": p.lat, "lon": p.lon, "precision": precision(p, p.kind, None),
            "source": p.source or (p.of or p.id if p.lat is not None else None), "population": p.population or None,
        }
        for p in named(name)
        if code is None or p.country == code
    ]  # fmt: skip
    show(rows, _FOUND, form, bom=bom)


def _country(code: str | None) -> str | None:
    if code is None:
        return None
    if len(code) != 2 or not code.isascii() or not code.isalpha():
        raise UsageError("gazetteer.country", f"{code!r} is no code of a country", remedy="two letters of ISO 3166: SY, IQ, LB, LY, SD, YE")
    return code.upper()


def _known(code: str) -> str:
    """A code of a country that the gazetteer knows."""
    from isnad.resolve.gazetteer import place_by_id

    if place_by_id(f"country:{code}") is None:
        raise UsageError("gazetteer.country", f"the gazetteer knows no country {code}", remedy="two letters of ISO 3166: SY, IQ, LB, LY, SD, YE")
    return code
