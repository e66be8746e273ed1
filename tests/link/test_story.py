"""Whether two reports tell one story, from their heads."""

from __future__ import annotations

from isnad.link.compare import Comparer
from isnad.link.linker import link
from isnad.link.marks import marked
from isnad.link.options import LinkSettings
from isnad.link.profiles import profiles
from isnad.link.rarity import Rarity
from isnad.link.stock import raws_of, stock
from isnad.link.story import Stories
from isnad.link.tellings import Tellings
from isnad.model.records import Reading
from isnad.model.report import Report
from isnad.read.reader import read_report
from isnad.resolve.authority import CompiledAuthority
from tests.link.gold import report

FIRST = "قتل ثلاثة مدنيين وأصيب سبعة آخرون، اليوم الأربعاء، بقصف مدفعي لقوات النظام السوري على سوق الخضار في بلدة سرمين بريف إدلب."
AGAIN = "ارتفعت حصيلة القصف الذي طال سوق الخضار في سرمين إلى ثلاثة قتلى مدنيين وسبعة مصابين، وقال الدفاع المدني إن القصف مصدره قوات النظام السوري."
OTHER = "أصيب طفل، يوم السبت، بقصف مدفعي لقوات النظام السوري على أطراف بلدة سرمين بريف إدلب، وفق ما قال ناشطون."


def items(*days: str | None) -> list[tuple[Report, Reading]]:
    authority = CompiledAuthority()
    out = []
    for k, (text, day) in enumerate(zip((FIRST, AGAIN, OTHER), days, strict=True)):
        r = report(f"r{k}", text, published=day)
        out.append((r, read_report(r, authority)))
    return out


def stories(read: list[tuple[Report, Reading]]) -> tuple[Stories, dict[str, int]]:
    plain = profiles(read)
    known = stock(plain, [])
    heads = marked(plain, [known.of(raw) for raw in raws_of(plain)])
    return Stories(Comparer(heads, Rarity(heads))), {p.report.name: i for i, p in enumerate(heads)}


def test_same_head_is_likelier_one_story_than_another_day_at_the_same_place() -> None:
    tales, at = stories(items("2022-03-09", "2022-03-09", "2022-04-16"))
    assert tales.bits(at["r0"], at["r1"]) > 0 > tales.bits(at["r0"], at["r2"])
    assert tales.bits(at["r0"], at["r1"]) == tales.bits(at["r1"], at["r0"])


def test_the_waterfall_adds_up_and_names_both_values() -> None:
    tales, at = stories(items("2022-03-09", "2022-03-09", "2022-04-16"))
    steps = tales.waterfall(at["r0"], at["r1"])
    assert abs(sum(s.weight for s in steps) - tales.bits(at["r0"], at["r1"])) < 0.1
    place = next(s for s in steps if s.field == "story: place")
    assert place.left == place.right != ""
    groups = Tellings(tales, len(at))
    assert groups.ease(at["r0"], at["r1"]) > 0 == groups.ease(at["r0"], at["r2"])


def test_two_days_at_one_place_stay_two_happenings() -> None:
    read = items("2022-03-09", "2022-03-09", "2022-04-16")
    name = {r.id: r.name for r, _ in read}
    joined = [{name[c.report] for c in e.claims} for e in link(read, LinkSettings()).events]
    assert {"r0", "r1"} in joined
    assert not any({"r0", "r2"} <= reports or {"r1", "r2"} <= reports for reports in joined)


def test_a_look_back_is_of_the_days_that_its_first_sentences_give() -> None:
    back = FIRST.replace("اليوم الأربعاء", "في 9 آذار/ مارس 2022")
    authority = CompiledAuthority()
    read = []
    for name, text, day in (("r0", FIRST, "2022-03-09"), ("r1", back, "2022-08-30"), ("r2", FIRST.replace("الأربعاء", "الثلاثاء"), "2022-08-30")):
        r = report(name, text, published=day)
        read.append((r, read_report(r, authority)))
    tales, at = stories(read)
    assert tales.bits(at["r0"], at["r1"]) - tales.bits(at["r0"], at["r2"]) > 5


def test_a_group_takes_in_no_report_that_most_of_it_speaks_against() -> None:
    tales, at = stories(items("2022-03-09", "2022-03-09", "2022-04-16"))
    groups = Tellings(tales, len(at), alike=[(0, 1), (0, 2), (1, 2)])
    assert groups.groups() == [sorted((at["r0"], at["r1"]))]
    assert groups.bits(at["r0"], at["r2"]) == groups.bits(at["r1"], at["r2"]) < 0 <= groups.bits(at["r0"], at["r1"])
    assert Tellings(tales, len(at), only=frozenset({at["r0"], at["r2"]})).groups() == []
