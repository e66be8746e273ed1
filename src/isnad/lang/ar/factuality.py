"""Whether an Arabic clause says that a thing happened, did not happen, is meant to happen or may happen."""

from __future__ import annotations

import itertools

from isnad.grammar.rules import register
from isnad.lang.ar.claims_scene import Scene
from isnad.lang.ar.claims_sets import SKIPPED
from isnad.lang.ar.factuality_that import ruled_out, under_that
from isnad.lang.common.claims import Hit
from isnad.model.records import Status
from isnad.text.fold import fold


def _set(text: str) -> frozenset[str]:
    return frozenset(fold(w) for w in text.split())


NOT_VERB = register("ar.claim.not-verb", "A verb after لم، لن، لا or ما did not happen.")
WITHOUT = register("ar.claim.without", "A noun after دون، بلا، عدم or غياب did not happen.")
REFRAINED = register("ar.claim.refrained", "What somebody avoided, refused, failed at or prevented did not happen.")
PLANNED = register("ar.claim.planned", "A future verb, a purpose or what somebody means to do is planned.")
MAYBE = register("ar.claim.maybe", "What stands after ربما، قد with an imperfect, إذا or يمكن is hypothetical.")
ABSENCE = register("ar.claim.absence", "Calm, looking on, ignoring or avoiding somebody says that nothing was done to him.")
ACTUAL = register("ar.claim.actual", "A plain verb or noun is said to have happened.")

_NOT = _set("لم لن لا ولم ولن ولا فلم فلن فلا ليس ليست وليس ألا بألا كيلا لكيلا")
_NEVER = _set("لن ولن فلن ألا بألا كيلا لكيلا")
_LEST = fold("لئلا")  # folded it is «ليلا», by night: only the hamza tells them apart
_LACK = _set("دون بدون بلا عدم بعدم وعدم غياب لعدم انعدام ودون وبدون وبلا لغياب دونما")
_MAYBE = _set("ربما لعل يمكن يحتمل احتمال إذا لو قد يرجح محتملة محتمل إمكانية باحتمال")
_BETWEEN = SKIPPED | _set("يكن تكن أكن نكن يكونوا يعد تعد يعودوا سوف قد أبدا مطلقا لعل ربما يمكن أن")
_BE = _set("يكن تكن كان كانت يكون تكون تقع يقع تحدث يحدث تحصل يحصل تجر يجر")
_IN_RETURN = _set("مقابل لقاء شرط بشرط شريطة")
_BEING = _set("يكون تكون يكونوا تكونا يكونا أكون نكون")
_THAT = _set("أن بأن")
_STILL = _set("يزال تزال يزالون زال زالت سيما بد شك يبرح ينفك محالة سبيل")
UNSAID = register("ar.claim.unsaid", "A noun under a negated verb of telling or finding did not happen, in that telling.")
NO_SUCH = register("ar.claim.no-such", "A noun after «لم يكن», «ليس» or «لا يوجد» did not happen.")
_TARGET = _set("هدفا عرضة مسرحا مسرح ضحية هدف تعرضا نتيجة")
_PURPOSE = _set("بهدف بغية بقصد بغرض لأجل أجل")
_GENERIC = _set("أي أية أيما وجود قيام حدوث وقوع حصول إجراء استخدام مجرد دليل أدلة مؤشرات أثر آثار دلائل أنباء علامات بوادر أخبار")
_FREE = _set("خال خالي خالية خالٍ خاليا خلوا خلو خلوها خلوه بمنأى بمأمن بعيدا بعيدة")
_SHUN = _set("عن من على ل")
_DENIES = _set(
    "نفى نفت نفوا ينفي تنفي ونفى ونفت وتنفي وينفي أنكر أنكرت وأنكر كذب كذبت وكذب فند فندت دحض دحضت "
    "نافيا نافية نافين نفيه نفيها فنفى فنفت نفيا ونافيا ونافية ننفي وننفي ينفون نفيهم وأنكروا أنكروا ينكر تنكر كذبوا"
)
_FALSE = _set("الصحة صحة كذب افتراء اختلاق افتراءات ملفقة مفبركة مختلقة")
_UNFOUND = _set("عار عارية عاري لا محض مجرد ولا أساس")
_SOON = _set(
    "وشيك وشيكة وشيكا الوشيك الوشيكة مرتقب مرتقبة المرتقب المرتقبة متوقع متوقعة المتوقع المتوقعة مزمع مزمعة المزمع المزمعة محتمل محتملة المحتمل "
    "المحتملة مقرر مقررة"
)
_READY = _set("عازم عازمة عازمون عازمين عازما مستعد مستعدة مستعدون مستعدين مستعدا مصمم مصممة مصممون جاهز جاهزة جاهزون جاهزين بصدد وشك راغب راغبون")
_NONE_OF = _set("أثر وجود داعي داع حاجة نية مجال إمكانية")
_UNLIKELY = _set("مستبعد مستبعدة مستحيل مستحيلة مستبعدا")
_PROOF = _set("دليل أدلة مؤشر مؤشرات أثر إثبات دليلا إثباتات")
_ABLE = _set("قادر قادرا قادرة قادرين قادرون قادرات بقادر بقادرة بقادرين")
_HARD = _set("صعوبة الصعب يصعب صعب الصعوبة بصعوبة")
_FINDING = _set("إيجاد العثور الوقوف رصد بإيجاد لإيجاد تجد يجد نجد أجد")
_OWN_ACTS = frozenset({"REJECT", "ACCUSE"})  # what a denier does besides denying
_FAR = 24  # words over which «لم يكن … قادرا» may be drawn apart
UNFOUNDED = register("ar.claim.unfounded", "What a sentence calls baseless, or what is denied as rumoured, did not happen by that account.")
DENIED_BEING = register("ar.claim.denied-being", "Every verb under «نفى … أن يكون … قد …» is denied by whoever speaks.")
FREE = register("ar.claim.free-of", "What a place is free of or far from did not happen there.")
SOON = register("ar.claim.soon", "What is imminent, expected or will begin is planned; what is ruled out is said not to come.")


class Factuality:
    """Reads polarity and status of hits in one document."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def read(self, hit: Hit) -> tuple[bool, Status, str]:
        """Occurred, status and rule of any hit."""
        occurred, status, rule = self.verb(hit) if hit.finite else self.noun(hit)
        if hit.lemma.denies:
            return not occurred, status, ABSENCE
        return occurred, status, rule

    def verb(self, hit: Hit) -> tuple[bool, Status, str]:
        """Occurred, status and rule of a finite verb."""
        s = self.scene
        j = s.back(hit.first)
        steps = 0
        status: Status = "actual"
        rule = ACTUAL
        while j >= 0 and steps < 4:
            norm = s.norm(j)
            if norm in _NOT or (norm == _LEST and "ئ" in s.doc.text[s.doc.tokens[j].start : s.doc.tokens[j].end]):
                before = s.norm(s.back(j)) if s.back(j) >= 0 else ""
                later = norm in _NEVER or norm == _LEST or before in ("لكي", "كي", "ان", "بان")
                return False, "planned" if later else "actual", NOT_VERB
            if norm in _MAYBE and (norm != "قد" or hit.tense != "perf") and status == "actual":
                if norm == "قد" and s.norm(s.back(j)) in ("كان", "كانت", "وكان", "كانوا", "وكانت"):
                    j = s.back(j)
                    steps += 1
                    continue
                status, rule = "hypothetical", MAYBE
            if norm == "سوف" and status == "actual":
                status, rule = "planned", PLANNED
            if s.kind[j] == "A" and steps < 3:
                k = s.back(s.args[s.arg_at[j]].first)
                if k >= 0 and s.norm(k) in _NOT:
                    return False, "actual", NOT_VERB
            if norm == "ان" and (s.norm(s.back(j)) in _LACK or s.norm(s.back(j)) == "غير"):
                return False, "actual", WITHOUT  # «دون أن يتعرض لها أحد»
            if norm == "ان" and self._never_before(j):
                return False, "actual", NOT_VERB
            if s.kind[j] in "VRSAE.,PT" or norm not in _BETWEEN:
                break
            j = s.back(j)
            steps += 1
        if self._unfounded(hit):
            return False, "denied-by-speaker", UNFOUNDED
        if self._denied_being(hit):
            return False, "denied-by-speaker", DENIED_BEING
        if (found := under_that(s, hit)) is not None:
            return found
        if "س" in hit.pro:
            return True, "planned", PLANNED
        if hit.tense in ("impf", "juss") and (hit.pro.endswith("ل") or s.norm(s.back(hit.first)) in ("لكي", "كي", "حتي")):
            return True, "planned", PLANNED
        if hit.tense in ("impf", "juss") and s.norm(s.back(hit.first)) in ("وان", "وبان"):
            a = s.doc.sentence_of(hit.first)[0]
            if any(s.norm(k) == "ان" and s.norm(s.back(k)) == "علي" for k in range(max(a + 1, hit.first - 30), hit.first)):
                return True, "planned", PLANNED  # «نص الاتفاق على أن … وأن تنتشر الشرطة»
        if hit.tense in ("impf", "juss") and s.norm(s.back(hit.first)) in ("ان", "بان"):
            outer = s.back(s.back(hit.first))
            if outer >= 0 and (s.norm(outer) in _MAYBE or s.norm(outer) in ("المحتمل", "الممكن", "الوارد", "يرجح")):
                return True, "hypothetical", MAYBE
            if outer >= 0 and s.norm(outer) not in ("قبل", "بعد", "الا", "غير", "الي", "اكد", "قال"):
                return True, "planned", PLANNED
        return True, status, rule

    def noun(self, hit: Hit) -> tuple[bool, Status, str]:
        """Occurred, status and rule of a noun, by what stands right before it."""
        s = self.scene
        j = s.back(hit.first)
        steps = 0
        if hit.pro.endswith("ل") and hit.tense in ("masdar", "phrase") and "ال" not in hit.pro:
            status: Status = "planned"
        else:
            status = "actual"
        if j >= 0 and s.norm(j) in _TARGET:
            status = "actual"
        elif j >= 0 and ((hit.tense == "masdar" and s.norm(j) in _PURPOSE) or (hit.pro.endswith("ب") and s.words.in_context("demands", s.norm(j)))):
            status = "planned"
        if j >= 0 and s.norm(j) == "ان" and self._never_before(j):
            return False, "actual", NOT_VERB
        if self._unable(hit):
            return False, "actual", REFRAINED
        if self._hard_to_find(hit):
            return False, "actual", NO_SUCH
        while j >= 0 and steps < 7:
            norm = s.norm(j)
            if norm in _LACK and s.norm(s.back(j)) in _IN_RETURN:
                return False, "planned", WITHOUT  # «مقابل عدم قصفهم»
            if norm in _LACK or (norm == "غير" and s.norm(s.back(j)) == "من"):
                return False, "actual", WITHOUT
            if norm in ("لا", "ولا", "اي", "ليس") and steps == 0 and norm != "اي":
                return False, "actual", WITHOUT
            if norm in _MAYBE and norm not in ("قد", "لو", "اذا"):
                return True, "hypothetical", MAYBE
            if norm in _READY or (norm in _SHUN and s.norm(s.back(j)) in _READY):
                return True, "planned", PLANNED
            if norm in _NONE_OF and steps == 0 and "ل" in hit.pro and s.norm(s.back(j)) in ("لا", "ولا"):
                return False, "actual", NO_SUCH
            if norm in _SHUN and s.norm(s.back(j)) in _FREE:
                return False, "actual", FREE
            if norm in _SHUN and s.norm(s.back(j)) in _PROOF:
                j, steps = s.back(j), steps + 1
                continue
            if s.kind[j] == "E" and norm.startswith("ال"):
                break
            if norm not in _GENERIC and s.kind[j] not in "Eq" and s.kind[j] != "w":
                break
            if s.kind[j] == "w" and norm not in _GENERIC:
                break
            j = s.back(j)
            steps += 1
        if self._unfounded(hit):
            return False, "denied-by-speaker", UNFOUNDED
        if status == "actual" and (ruled := ruled_out(s, hit)) is not None:
            return ruled
        ahead = [s.norm(k) for k in range(hit.last, min(s.doc.sentence_of(hit.first)[1], hit.last + 4))]
        if status == "actual" and any(w in _UNLIKELY for w in ahead):
            return False, "hypothetical", SOON
        if status == "actual" and (any(w in _SOON for w in ahead) or self._to_come(hit)):
            status = "planned"
        if self._existential(hit) or self._few(hit):
            return False, "actual", NO_SUCH
        if self._scope(hit):
            return False, "actual", UNSAID
        j = s.back(hit.first)
        if j >= 0 and s.norm(j) == "خارج" and hit.lemma.frame.id in ("agree", "ceasefire"):
            return False, "actual", WITHOUT
        return True, status, PLANNED if status == "planned" else ACTUAL

    def _unable(self, hit: Hit) -> bool:
        """«لم يكن الجيش قادرا على استعادة المدينة», «غير قادر على …»: what somebody could not do."""
        s = self.scene
        j = s.back(hit.first)
        if j < 0 or s.norm(j) != "علي" or s.norm(s.back(j)) not in _ABLE:
            return False
        able = s.back(j)
        a = max(s.doc.sentence_of(hit.first)[0], able - _FAR)
        if s.norm(s.back(able)) == "غير":
            return True
        return any(s.norm(k) in _NOT and s.norm(k + 1) in _BE for k in range(a, able))

    def _hard_to_find(self, hit: Hit) -> bool:
        """«ستجد صعوبة في إيجاد حوادث لهجوم …», «يصعب العثور على …»: what can hardly be found is said to be lacking."""
        s = self.scene
        a = max(s.doc.sentence_of(hit.first)[0], hit.first - 6)
        near = [s.norm(k) for k in range(a, hit.first)]
        return any(w in _HARD for w in near) and any(w in _FINDING for w in near)

    def _never_before(self, that: int) -> bool:
        """«لم يسبق للجيش أن قصف …»."""
        s = self.scene
        return any(s.norm(k) in ("يسبق", "تسبق") and s.norm(k - 1) in _NOT for k in range(max(s.doc.sentence_of(that)[0] + 1, that - 6), that))

    def _to_come(self, hit: Hit) -> bool:
        """«العملية العسكرية ستنطلق غدا»: the noun is subject of a future verb of beginning or happening."""
        s = self.scene
        for k in range(hit.last, min(s.doc.sentence_of(hit.first)[1], hit.last + 4)):
            other = s.hit_at.get(k)
            if other is not None and other.finite:
                return "س" in other.pro and (other.lemma.kind in ("happen", "last") or other.lemma.type == "MOBILIZE")
            if s.kind[k] in "RS.,P":
                return False
        return False

    def _unfounded(self, hit: Hit) -> bool:
        """«ما تداولته وسائل إعلام عن مغادرة … عار عن الصحة», «نفى ما نشر عن غارات»: told by others and called untrue."""
        s = self.scene
        if hit.lemma.type == "REJECT":
            return False
        a, b = s.doc.sentence_of(hit.first)
        for k in range(hit.last, min(b, hit.last + 14)):
            if s.norm(k) in _FALSE and any(s.norm(m) in _UNFOUND for m in range(max(hit.last, k - 3), k)):
                return True
        about = s.norm(s.back(hit.first)) == "عن" or (s.norm(s.back(hit.first)) in _GENERIC and s.norm(s.back(s.back(hit.first))) == "عن")
        rumour = False
        for k in range(hit.first - 1, max(a, hit.first - 18) - 1, -1):
            norm = s.norm(k)
            rumour = rumour or norm in ("ما", "لما", "انباء", "مزاعم", "تقارير", "شايعات")
            if about and rumour and norm in _DENIES:
                return True
            if norm == "صحه" and s.norm(s.back(k)) == "لا":
                return True
        return False

    def _denied_being(self, hit: Hit) -> bool:
        """«نفى المصدر أن تكون حافلات قد نقلت …»: a verb of what is said, under a word of denial, never to have been."""
        s = self.scene
        if hit.lemma.type in _OWN_ACTS or hit.tense != "perf":
            return False
        a = max(s.doc.sentence_of(hit.first)[0], hit.first - _FAR)
        for j in range(hit.first - 1, a, -1):
            if s.kind[j] in ".R" or (s.kind[j] == "," and s.norm(j) not in ("-", "–", "—")):
                return False  # a new clause tells of its own
            if s.norm(j) in _BEING and s.norm(s.back(j)) in _THAT:
                return any(s.norm(k) in _DENIES for k in range(max(s.doc.sentence_of(j)[0], j - 10), j))
            if s.kind[j] == "S" and s.norm(j) not in _THAT:
                return False
        return False

    def _few(self, hit: Hit) -> bool:
        """«مواجهات قليلة، إن وجدت»: few if any."""
        s = self.scene
        last = s.doc.sentence_of(hit.first)[1]
        near = [s.norm(j) for j in range(hit.last, min(last, hit.last + 5)) if s.kind[j] not in "q,"]
        return any(a == "ان" and b.startswith("وجد") for a, b in itertools.pairwise(near))

    def _scope(self, hit: Hit) -> bool:
        """«لم تتحدث التقارير عن مواجهات»: the noun is complement of a negated verb that is no happening itself."""
        s = self.scene
        j, steps = s.back(hit.first), 0
        linked = False
        while j >= 0 and steps < 8:
            norm = s.norm(j)
            if norm in ("سوي", "الا") or s.kind[j] in "VERS.,":
                return False
            if s.kind[j] == "P" and norm in ("عن", "الي", "علي", "ب"):
                linked = True
            if norm in _NOT:
                after = s.norm(s.next(j))
                return linked and after not in _STILL
            j, steps = s.back(j), steps + 1
        return False

    def _existential(self, hit: Hit) -> bool:
        """«لم تكن لطائراتنا أي طلعات», «ليس هناك اتفاق»: not … to be, with the noun after it in the same clause."""
        s = self.scene
        j = s.back(hit.first)
        steps = 0
        while j >= 0 and steps < 7:
            norm = s.norm(j)
            if norm in ("سوي", "الا", "علم", "درايه", "معرفه") or (steps > 2 and "ال" in hit.pro):
                return False
            if norm in ("ليس", "ليست", "وليس") or (norm in _BE and s.norm(s.back(j)) in _NOT):
                return not (norm in _BE and s.norm(s.back(s.back(j))) in ("ان", "اذا", "لو"))  # «إن لم تكن صفقة»: it is asked
            if norm in ("يوجد", "توجد", "وجود") and s.norm(s.back(j)) in _NOT:
                return True
            if s.kind[j] in "VRS.,E":
                return False
            j, steps = s.back(j), steps + 1
        return False
