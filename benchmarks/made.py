"""Made reports: Arabic reports of about 400 words whose facts are drawn by a seed.

They exist to be read and linked in any number; no one claims anything in them. A world of happenings is drawn first, then reports
tell of some of them, each in the words of one of several outlets; some are copies of others.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

PLACES = [
    "تدمر", "الرقة", "دير الزور", "الباب", "منبج", "الميادين", "البوكمال", "السخنة", "عين عيسى", "الطبقة", "السفيرة", "الشدادي",
    "الموصل", "تكريت", "الفلوجة", "تعز", "درنة", "نيالا", "أم درمان", "إدلب", "حلب", "درعا", "دوما",
]  # fmt: skip
SIDES = [("قوات النظام السوري", "عناصر تنظيم الدولة"), ("الجيش السوري", "مقاتلي المعارضة"), ("مقاتلو تنظيم الدولة", "قوات سوريا الديمقراطية"),
         ("القوات العراقية", "مسلحي داعش"), ("قوات الدعم السريع", "الجيش السوداني"), ("الحوثيون", "قوات الحكومة اليمنية")]  # fmt: skip
SOURCES = ["المرصد السوري لحقوق الإنسان", "وكالة سانا", "مصدر عسكري", "ناشطون", "وكالة الأناضول", "شهود عيان", "وكالة فرانس برس", "متحدث باسم الجيش"]
MONTHS = [
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
]  # fmt: skip
NUMBERS = ["12", "17", "25", "عشرات", "أكثر من 40", "نحو 60", "مئة", "ما لا يقل عن 8"]
ACTS = [
    "شنّت {a} هجوماً على مواقع {b} في {p} في {d} {m} {y}، وقُتل في الهجوم {n} من المقاتلين.",
    "وانسحب {b} من أطراف {p} خلال {m} {y} بعد اشتباكات عنيفة مع {a}.",
    "وقالت {s} إن {a} سيطرت على بلدة قرب {p} يوم {d} {m} {y}.",
    "ونفت {s} وقوع أي اتفاق بين {a} و{b} على تسليم {p}.",
    "وبحسب {s}، قصفت طائرات حربية أحياء في {p} وقتلت {n} من المدنيين في {d} {m} {y}.",
    "وأضافت {s} أن {a} لم تقصف القافلة التي خرجت من {p} وعلى متنها {n} من الجرحى.",
    "وأكدت {s} أن مفاوضات جرت بين {a} و{b} حول إدخال المساعدات إلى {p}.",
    "واعتقلت {a} {n} من سكان {p} في {m} {y}، وأفرجت عن بعضهم لاحقاً.",
    "ونقلت {s} عن مصادر محلية قولها إن {a} سمحت بمرور حافلات من {p} إلى الشمال.",
    "ودعا مسؤولون إلى وقف إطلاق النار في {p}، من دون أن يصدر رد عن {b}.",
]
FILL = [
    "ويعيش في المنطقة آلاف الناس الذين يخشون أن تطول الحرب وأن تغلق الطرق مرة أخرى قبل الشتاء.",
    "ولم يتسن التحقق من هذه الأنباء من مصدر مستقل بسبب صعوبة الوصول إلى المكان.",
    "وتعد البلدة عقدة طرق مهمة تصل بين الشرق والغرب، ولذلك تتنازع عليها أطراف عدة منذ سنوات.",
]


@dataclass(frozen=True)
class Made:
    """A made report: file name without suffix, text, publication date and the group of reports it is a copy of, if any."""

    name: str
    text: str
    published: str
    group: int


def generate(count: int, *, seed: int = 1, words: int = 400) -> list[Made]:
    """`count` reports; the first of them are the same whatever the count.

    Args:
        count: how many.
        seed: of the random numbers.
        words: least words a report.
    """
    out: list[Made] = []
    for i in range(count):
        dice = random.Random(f"{seed}:{i}")
        if i >= 10 and dice.random() < 0.1:
            earlier = out[dice.randrange(max(0, i - 200), i)]
            reprint = f"{earlier.text}نقلاً عن تقرير سابق، {i}\n"  # the same bytes twice would be one report
            out.append(Made(f"made-{i:06d}", reprint, earlier.published, earlier.group))
            continue
        year, month = dice.randrange(2012, 2020), dice.randrange(12)
        size, sentences = 0, []
        place = dice.choice(PLACES)
        a, b = dice.choice(SIDES)
        while size < words:
            if dice.random() < 0.25:
                place = dice.choice(PLACES)
                a, b = dice.choice(SIDES)
            sentence = dice.choice(FILL) if dice.random() < 0.2 else dice.choice(ACTS).format(
                a=a, b=b, p=place, s=dice.choice(SOURCES), d=dice.randrange(1, 28), m=MONTHS[month], y=year, n=dice.choice(NUMBERS)
            )  # fmt: skip
            sentences.append(sentence)
            size += len(sentence.split())
        text = "\n".join(" ".join(sentences[k : k + 4]) for k in range(0, len(sentences), 4)) + "\n"
        out.append(Made(f"made-{i:06d}", text, f"{year}-{month + 1:02d}-28", i))
    return out
