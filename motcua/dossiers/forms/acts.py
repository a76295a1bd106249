"""One form an act. No field is required here: the service refuses, in a sentence for the field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.forms.moments import read_day, read_moment
from motcua.dossiers.types import Conclusion, LossKind, MeetingKind, PaperIn, Person, ProofKind
from motcua.dossiers.types import ResultChange as Change
from motcua.kernel.refusal import Invalid, Refusal
from motcua.ui.acting import put

#: Rows for papers that the procedure's list does not name.
MORE_PAPERS = 3
COUNTS = ("originals", "certified", "copies")


class ActForm(forms.Form):
    """What every act's form has: the revision of the record that was looked at."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def typed(self, name: str) -> str:
        """Return what was typed into a field."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")

    def looked_at(self) -> int | None:
        """Return the revision that the page showed."""
        self.is_valid()
        return self.cleaned_data.get("revision")

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal's sentences to the fields that it names."""
        put(self, refusal, lambda name: name.replace(".", "_"))


class Plain(ActForm):
    """An act that needs nothing but the will."""


class Reason(ActForm):
    """A reason in writing."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do"), required=False, widget=forms.Textarea(attrs={"rows": 5}), strip=False
    )


class Apology(ActForm):
    """A new appointment, why, and who answers for the delay."""

    until = forms.CharField(label=gettext_lazy("Ngày hẹn trả mới"), required=False)
    cause = forms.CharField(
        label=gettext_lazy("Lý do chậm"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Phiếu xin lỗi in nguyên văn phần này."),
    )
    liable = forms.ChoiceField(label=gettext_lazy("Cơ quan chịu trách nhiệm"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, units: Iterable[tuple[UUID, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["liable"]
        field.choices = [(str(unit), words) for unit, words in units]

    def day(self) -> date | None:
        """Return the new day. Refuses with Invalid what is no day."""
        return read_day(self.typed("until"), "until")

    def unit(self) -> UUID | None:
        """Return the unit that was chosen; none leaves it to the service."""
        text = self.typed("liable")
        return UUID(text) if text else None


class Note(ActForm):
    """A note for those who work on the dossier."""

    text = forms.CharField(
        label=gettext_lazy("Ghi chú"), required=False, widget=forms.Textarea(attrs={"rows": 5}), strip=False
    )


class Attachment(ActForm):
    """A file with a word about it."""

    file = forms.FileField(
        label=gettext_lazy("Tệp"),
        required=False,
        help_text=gettext_lazy("PDF, JPEG, PNG, DOCX hoặc XLSX, không quá 20 MB."),
    )
    text = forms.CharField(label=gettext_lazy("Tệp này là gì"), required=False)


class Section(ActForm):
    """The section that gets the dossier, where the unit has several for that step."""

    section = forms.ChoiceField(label=gettext_lazy("Bộ phận nhận"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, sections: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["section"]
        field.choices = [(name, name or _("(không thuộc phòng nào)")) for name in sections]
        if not sections:
            del self.fields["section"]


class Assignment(ActForm):
    """Who gets the work."""

    post = forms.ChoiceField(label=gettext_lazy("Giao cho"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, posts: Iterable[tuple[UUID, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["post"]
        field.choices = [(str(post), words) for post, words in posts]

    def chosen(self) -> UUID:
        """Return the post; nobody's id where none was chosen."""
        text = self.typed("post")
        return UUID(text) if text else UUID(int=0)


class Consultation(ActForm):
    """Whose opinion is asked, about what, until when."""

    unit = forms.ChoiceField(label=gettext_lazy("Cơ quan được hỏi"), required=False)
    agency = forms.CharField(
        label=gettext_lazy("Hoặc cơ quan ngoài hệ thống"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Ví dụ Công an huyện Ba Bể. Bạn gửi văn bản, khi có trả lời thì ghi vào đây."),
    )
    section = forms.ChoiceField(label=gettext_lazy("Bộ phận trả lời"), required=False, widget=forms.RadioSelect)
    question = forms.CharField(
        label=gettext_lazy("Cần ý kiến về việc gì"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        strip=False,
    )
    answer_by = forms.CharField(
        label=gettext_lazy("Hạn trả lời"), required=False, help_text=gettext_lazy("Đến hết ngày này. Ví dụ 15/5/2020.")
    )

    def __init__(
        self, *args: Any, agencies: Sequence[tuple[str, Sequence[tuple[str, str]]]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.choices = [("", _("chọn cơ quan")), *agencies]

    def chosen_unit(self) -> UUID | None:
        """Return the agency that was chosen."""
        known = {
            key for _words, group in self.fields["unit"].choices if isinstance(group, list) for key, _name in group
        }  # type: ignore[attr-defined]
        text = str(self.data.get("unit", ""))
        return UUID(text) if text in known else None

    def offer(self, sections: Sequence[str]) -> None:
        """Ask for the section where the agency has several; leave the question out where it has one."""
        if len(sections) > 1:
            field: Any = self.fields["section"]
            field.choices = [(name, name or _("(không thuộc phòng nào)")) for name in sections]
        else:
            del self.fields["section"]

    def day(self) -> date | None:
        """Return until when. Refuses with Invalid what is no day."""
        return read_day(self.typed("answer_by"), "answer_by")


class PassingOn(ActForm):
    """To which section or official of the agency a request goes."""

    to = forms.ChoiceField(label=gettext_lazy("Chuyển cho"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, desks: Iterable[tuple[UUID, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.choices = [(str(desk), words) for desk, words in desks]


class Answer(ActForm):
    """What is answered to another agency."""

    answer = forms.CharField(
        label=gettext_lazy("Trả lời"), required=False, widget=forms.Textarea(attrs={"rows": 6}), strip=False
    )
    file = forms.FileField(
        label=gettext_lazy("Văn bản kèm theo"),
        required=False,
        help_text=gettext_lazy("PDF, JPEG, PNG, DOCX hoặc XLSX, không quá 20 MB."),
    )


class Reassignment(Assignment):
    """To whom the work goes now, and why."""

    reason = forms.CharField(label=gettext_lazy("Lý do"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class Result(ActForm):
    """The signed result."""

    result_number = forms.CharField(
        label=gettext_lazy("Số, ký hiệu của kết quả"), required=False, help_text=gettext_lazy("Ví dụ 125/TLKS-BS.")
    )
    signed_on = forms.CharField(
        label=gettext_lazy("Ngày ký"),
        required=False,
        help_text=gettext_lazy("Để trống nếu ký hôm nay. Ví dụ 11/5/2020."),
    )
    file = forms.FileField(
        label=gettext_lazy("Bản quét kết quả"), required=False, help_text=gettext_lazy("PDF hoặc ảnh, không quá 20 MB.")
    )

    def signed(self) -> date | None:
        """Return the day of signature. Refuses with Invalid what is no day."""
        return read_day(self.typed("signed_on"), "signed_on")


class ResultChange(Result):
    """What puts a wrong result right."""

    CHANGES = (
        (Change.CORRECTED, gettext_lazy("Đính chính: sửa chỗ sai, nội dung còn lại giữ nguyên")),
        (Change.REPLACED, gettext_lazy("Thay: bản mới thay hẳn bản cũ")),
        (Change.ANNULLED, gettext_lazy("Huỷ: kết quả không còn giá trị")),
    )
    change = forms.ChoiceField(
        label=gettext_lazy("Làm gì với kết quả sai"), choices=CHANGES, required=False, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=gettext_lazy("Kết quả sai ở đâu"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ("revision", "change", "reason", "result_number", "signed_on", "file")

    def kind(self) -> Change:
        """Return what is to be done. Refuses with Invalid where nothing was chosen."""
        chosen = self.typed("change")
        if chosen not in set(Change):
            raise Invalid({"change": _("Chọn đính chính, thay hay huỷ.")})
        return Change(chosen)


class Meeting(ActForm):
    """A council or a check on the spot: when, where, about what, who comes."""

    KINDS = (
        (MeetingKind.CHECK, gettext_lazy("Kiểm tra thực tế")),
        (MeetingKind.COUNCIL, gettext_lazy("Họp hội đồng")),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Gọi gì"), choices=KINDS, required=False, widget=forms.RadioSelect)
    day = forms.CharField(label=gettext_lazy("Ngày"), required=False, help_text=gettext_lazy("Ví dụ 15/5/2020."))
    clock = forms.CharField(label=gettext_lazy("Giờ"), required=False, help_text=gettext_lazy("Ví dụ 08:30."))
    place = forms.CharField(
        label=gettext_lazy("Nơi họp, kiểm tra"),
        required=False,
        help_text=gettext_lazy("Người có giấy hẹn xem được nơi kiểm tra thực tế khi tra cứu."),
    )
    about = forms.CharField(
        label=gettext_lazy("Về việc gì"), required=False, widget=forms.Textarea(attrs={"rows": 4}), strip=False
    )
    posts = forms.MultipleChoiceField(
        label=gettext_lazy("Người của đơn vị"), required=False, widget=forms.CheckboxSelectMultiple
    )
    guests = forms.CharField(
        label=gettext_lazy("Người dự khác"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Mỗi người hoặc cơ quan một dòng, ví dụ: trưởng thôn Nà Lẻo."),
    )
    applicant = forms.BooleanField(
        label=gettext_lazy("Người nộp cần có mặt, hoặc nơi kiểm tra là đất, nhà của họ"),
        required=False,
        help_text=gettext_lazy("Họ được báo ngày, giờ, nơi qua thư điện tử, SMS; cả khi dời, khi huỷ."),
    )

    def __init__(self, *args: Any, posts: Iterable[tuple[UUID, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["posts"]
        field.choices = [(str(post), words) for post, words in posts]

    def chosen(self) -> tuple[UUID, ...]:
        """Return the posts that take part."""
        self.is_valid()
        return tuple(UUID(post) for post in self.cleaned_data.get("posts") or ())

    def starts_at(self) -> datetime | None:
        """Return the moment. Refuses with Invalid what is no day or no time."""
        return read_moment(self.typed("day"), self.typed("clock"), "day", _("Ghi cả ngày và giờ."))


class MeetingMove(ActForm):
    """Another time, perhaps another place, and why."""

    day = forms.CharField(label=gettext_lazy("Ngày mới"), required=False, help_text=gettext_lazy("Ví dụ 15/5/2020."))
    clock = forms.CharField(label=gettext_lazy("Giờ mới"), required=False, help_text=gettext_lazy("Ví dụ 08:30."))
    place = forms.CharField(label=gettext_lazy("Nơi họp, kiểm tra"), required=False)
    reason = forms.CharField(label=gettext_lazy("Lý do"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def starts_at(self) -> datetime | None:
        """Return the moment. Refuses with Invalid what is no day or no time."""
        return read_moment(self.typed("day"), self.typed("clock"), "day", _("Ghi cả ngày và giờ."))


class Minutes(ActForm):
    """What came of a meeting, who signed, perhaps the scan of the signed paper."""

    CONCLUSIONS = (
        (Conclusion.FAVOURABLE, gettext_lazy("Đủ điều kiện")),
        (Conclusion.UNFAVOURABLE, gettext_lazy("Không đủ điều kiện")),
        (Conclusion.MORE, gettext_lazy("Cần làm rõ thêm")),
    )
    found = forms.CharField(
        label=gettext_lazy("Đã thấy gì, bàn gì"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
        strip=False,
    )
    conclusion = forms.ChoiceField(
        label=gettext_lazy("Kết luận"), choices=CONCLUSIONS, required=False, widget=forms.RadioSelect
    )
    signers = forms.CharField(
        label=gettext_lazy("Ai đã ký biên bản"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Mỗi người một dòng."),
    )
    file = forms.FileField(
        label=gettext_lazy("Bản quét biên bản đã ký"),
        required=False,
        help_text=gettext_lazy("Không bắt buộc. PDF hoặc ảnh, không quá 20 MB."),
    )

    def chosen(self) -> Conclusion | None:
        """Return the conclusion that was chosen."""
        text = self.typed("conclusion")
        return Conclusion(text) if text else None


class Loss(ActForm):
    """Which papers are lost or damaged, and who answers for it."""

    KINDS = ((LossKind.LOST, gettext_lazy("Mất")), (LossKind.DAMAGED, gettext_lazy("Hỏng")))
    kind = forms.ChoiceField(
        label=gettext_lazy("Giấy tờ bị"), choices=KINDS, required=False, widget=forms.RadioSelect, initial=LossKind.LOST
    )
    what = forms.CharField(
        label=gettext_lazy("Giấy tờ nào, mấy bản"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Phiếu xin lỗi in nguyên văn phần này."),
    )
    liable = forms.ChoiceField(label=gettext_lazy("Cơ quan chịu trách nhiệm"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, units: Iterable[tuple[UUID, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["liable"]
        field.choices = [(str(unit), words) for unit, words in units]

    def unit(self) -> UUID | None:
        """Return the unit that was chosen; none leaves it to the service."""
        text = self.typed("liable")
        return UUID(text) if text else None


class Closing(ActForm):
    """How it ended."""

    closing = forms.CharField(
        label=gettext_lazy("Đã khắc phục thế nào"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class Recipient(ActForm):
    """Who stands at the counter, and on what proof."""

    RELATIONS = (
        ("self", gettext_lazy("chủ hồ sơ")),
        ("submitter", gettext_lazy("người nộp")),
        ("other", gettext_lazy("người khác, có uỷ quyền")),
    )
    PROOFS = (
        (ProofKind.RECEIPT, gettext_lazy("Giấy hẹn")),
        (ProofKind.IDENTITY, gettext_lazy("Giấy tờ tuỳ thân")),
        (ProofKind.AUTHORISATION, gettext_lazy("Giấy uỷ quyền")),
    )
    relation = forms.ChoiceField(
        label=gettext_lazy("Người nhận là"), choices=RELATIONS, required=False, widget=forms.RadioSelect
    )
    name = forms.CharField(label=gettext_lazy("Họ và tên người nhận"), required=False)
    proof = forms.ChoiceField(label=gettext_lazy("Đã xem"), choices=PROOFS, required=False, widget=forms.RadioSelect)
    proof_number = forms.CharField(
        label=gettext_lazy("Số giấy tờ đã xem"),
        required=False,
        help_text=gettext_lazy("Không cần khi người nhận đưa giấy hẹn."),
    )

    def __init__(self, *args: Any, without_receipt: bool = False, has_submitter: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_submitter:
            relation: Any = self.fields["relation"]
            relation.choices = [choice for choice in self.RELATIONS if choice[0] != "submitter"]
        if without_receipt:
            field: Any = self.fields["proof"]
            field.choices = self.PROOFS[1:]
            self.fields["proof_number"].help_text = ""

    def person(self) -> Person:
        """Return who it is. Refuses with Invalid where no proof was chosen."""
        proof = self.typed("proof")
        if proof not in set(ProofKind):
            raise Invalid({"proof": _("Chọn giấy tờ đã xem trước khi giao.")})
        return Person(
            self.typed("name"), ProofKind(proof), self.typed("proof_number"), self.typed("relation") or "self"
        )


def told_field(*, is_reachable: bool) -> forms.CharField:
    """Return the field that says how the applicant was told of an early result, where no message went.

    Whoever left neither telephone nor mailbox hears it at the counter: that stands there already.
    """
    return forms.CharField(
        label=_("Kết quả có trước hẹn: đã báo người nộp thế nào"),
        required=False,
        max_length=300,
        initial="" if is_reachable else _("Nói trực tiếp tại quầy."),
        help_text=_("Chưa có tin báo nào đi. Ví dụ: gọi 0900000001 lúc 9 giờ, gặp bà Khé."),
    )


class Supplement(ActForm):
    """The papers to bring and why: those of the procedure's list by tick, others by name."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Chỉ được yêu cầu một lần: ghi đủ, để người nộp chuẩn bị một lần là xong."),
    )
    ground = forms.CharField(
        label=gettext_lazy("Căn cứ pháp lý của giấy tờ khác"),
        required=False,
        help_text=gettext_lazy(
            "Bắt buộc khi yêu cầu giấy tờ mà thủ tục không liệt kê. Ví dụ: Luật Hộ tịch 2014, Điều 16."
        ),
    )

    def __init__(self, *args: Any, papers: Sequence[PaperIn] = (), more: int = MORE_PAPERS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listed = tuple(papers)
        self.more = more
        for index, paper in enumerate(papers):
            add_counts(self, f"paper{index}", paper)
            self.fields[f"paper{index}"] = forms.BooleanField(label=paper.name, required=False)
        for index in range(more):
            self.fields[f"more{index}"] = forms.CharField(
                label=_("Giấy tờ khác %(number)s") % {"number": index + 1}, required=False
            )
            add_counts(self, f"more{index}", PaperIn(0, "", originals=0))

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows of the papers' table, ready to be shown."""
        return [
            {"tick": self[f"paper{index}"], "name": paper.name, "counts": counts_of(self, f"paper{index}")}
            for index, paper in enumerate(self.listed)
        ]

    def more_rows(self) -> list[dict[str, Any]]:
        """Return the empty rows beneath."""
        return [{"name": self[f"more{index}"], "counts": counts_of(self, f"more{index}")} for index in range(self.more)]

    def papers(self) -> tuple[PaperIn, ...]:
        """Return the papers that were ticked or named; a paper without a count is one original."""
        self.is_valid()
        found = [
            (paper.name, f"paper{index}", paper.paper)
            for index, paper in enumerate(self.listed)
            if self.cleaned_data.get(f"paper{index}")
        ]
        found += [
            (name, f"more{index}", None) for index in range(self.more) if (name := self.typed(f"more{index}").strip())
        ]
        return tuple(
            PaperIn(position, name, paper=paper, **_at_least_one(typed_counts(self.cleaned_data, prefix)))
            for position, (name, prefix, paper) in enumerate(found, 1)
        )


def add_counts(form: forms.Form, prefix: str, paper: PaperIn) -> None:
    """Add the three counts of a paper, filled with what is usual."""
    labels = (_("bản chính"), _("bản sao chứng thực"), _("bản chụp"))
    shown = (_("chính"), _("chứng thực"), _("chụp"))
    for name, label, short in zip(COUNTS, labels, shown, strict=True):
        usual = getattr(paper, name)
        form.fields[f"{prefix}_{name}"] = forms.IntegerField(
            label=_("%(paper)s: số %(kind)s") % {"paper": paper.name or _("giấy tờ khác"), "kind": label},
            help_text=short,
            required=False,
            initial=usual or None,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 3}),
        )


def counts_of(form: forms.Form, prefix: str) -> list[forms.BoundField]:
    """Return the three count fields of a paper."""
    return [form[f"{prefix}_{name}"] for name in COUNTS]


def typed_counts(values: Mapping[str, Any], prefix: str) -> dict[str, int]:
    """Return the counts as typed, between 0 and 99."""
    return {name: min(max(int(values.get(f"{prefix}_{name}") or 0), 0), 99) for name in COUNTS}


def _at_least_one(counts: dict[str, int]) -> dict[str, int]:
    return counts if any(counts.values()) else counts | {"originals": 1}
