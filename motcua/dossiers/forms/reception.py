"""The reception page's form: one flat set of values, kept as a draft at every field, read into a ``Reception`` at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.catalogue.types import Paper, ProcedureVersion
from motcua.dossiers.forms.acts import COUNTS, add_counts, counts_of, typed_counts
from motcua.dossiers.forms.fees import METHODS, Dues
from motcua.dossiers.forms.moments import read_moment
from motcua.dossiers.types import Channel, PaperIn, Person, ProofKind, Reception, Reuse
from motcua.kernel.refusal import Invalid, Refusal
from motcua.payments.types import Method
from motcua.ui.acting import id_of

Values = Mapping[str, Any]

#: The fields of a person that are typed here, by their names in ``parties``.
PERSON = ("kind", "name", "birth", "sex", "ethnic", "number", "address", "commune_id", "representative")
KINDS = (("citizen", gettext_lazy("Cá nhân")), ("organisation", gettext_lazy("Tổ chức")))
SEXES = (("", gettext_lazy("chưa ghi")), ("male", gettext_lazy("Nam")), ("female", gettext_lazy("Nữ")))
CHANNELS = (
    (str(int(Channel.COUNTER)), gettext_lazy("Nộp tại quầy")),
    (str(int(Channel.POST)), gettext_lazy("Bưu điện chuyển đến")),
)
DELIVERIES = (
    ("counter", gettext_lazy("Tại quầy này")),
    ("post", gettext_lazy("Qua bưu điện, đến địa chỉ")),
    ("online", gettext_lazy("Trên mạng, bằng mã gửi đến điện thoại hoặc thư điện tử")),
)
PROOFS = (
    (ProofKind.IDENTITY, gettext_lazy("Giấy tờ tuỳ thân")),
    (ProofKind.AUTHORISATION, gettext_lazy("Giấy uỷ quyền")),
)

#: Values that say what to do, not what was typed: never part of a draft.
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "muc", "pick", "tiep", "bo"})
LONGEST = 2000


def _line(label: object, hint: object = "", **attrs: object) -> forms.CharField:
    widget = forms.TextInput(attrs={name.replace("_", "-"): value for name, value in attrs.items()})
    return forms.CharField(label=label, help_text=hint, required=False, widget=widget, max_length=LONGEST)


def person_fields(who: str, *, hint: object = "") -> dict[str, forms.Field]:
    """Return the fields of a person: of the owner or the submitter."""
    return {
        f"{who}_name": _line(gettext_lazy("Họ và tên, hoặc tên tổ chức"), hint, autocomplete="off"),
        f"{who}_kind": forms.ChoiceField(label=gettext_lazy("Cá nhân, tổ chức"), choices=KINDS, required=False),
        f"{who}_birth": _line(
            gettext_lazy("Ngày sinh"), gettext_lazy("5/9/1980; chỉ biết năm thì ghi 1980"), autocomplete="off"
        ),
        f"{who}_sex": forms.ChoiceField(label=gettext_lazy("Giới tính"), choices=SEXES, required=False),
        f"{who}_ethnic": _line(gettext_lazy("Dân tộc"), autocomplete="off"),
        f"{who}_number": _line(
            gettext_lazy("Số giấy tờ"), gettext_lazy("căn cước, CMND, hộ chiếu; mã số thuế"), autocomplete="off"
        ),
        f"{who}_representative": _line(gettext_lazy("Người đại diện"), autocomplete="off"),
        f"{who}_address": _line(gettext_lazy("Địa chỉ"), gettext_lazy("thôn, tổ, đường, số nhà"), autocomplete="off"),
        f"{who}_commune_id": forms.ChoiceField(label=gettext_lazy("Xã, phường, thị trấn"), required=False),
    }


class ReceptionForm(forms.Form):
    """Everything on the page. Bound to what was typed; a refusal's sentences are put to the fields afterwards."""

    def __init__(
        self,
        values: Values,
        *,
        version: ProcedureVersion | None = None,
        communes: Sequence[tuple[str, Sequence[tuple[str, str]]]] = (),
    ) -> None:
        super().__init__(with_usual(values, version))
        self.version = version
        self.fields["procedure"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.fields["procedure_text"] = _line(
            gettext_lazy("Tên hoặc mã thủ tục"),
            gettext_lazy("Không cần dấu: «khai sinh», «1.001193»"),
            autocomplete="off",
        )
        self.fields["person_text"] = _line(
            gettext_lazy("Tìm người đã có"),
            gettext_lazy("Số giấy tờ, số điện thoại hoặc họ tên không dấu"),
            autocomplete="off",
        )
        self.fields |= person_fields("owner")
        self.fields["owner_confirmed"] = forms.BooleanField(
            label=gettext_lazy("Đúng người này, sửa tên"), required=False
        )
        self.fields["other"] = forms.BooleanField(label=gettext_lazy("Người nộp không phải chủ hồ sơ"), required=False)
        self.fields |= person_fields("submitter")
        self.fields["submitter_text"] = _line(
            gettext_lazy("Tìm người nộp đã có"),
            gettext_lazy("Số giấy tờ, số điện thoại hoặc họ tên không dấu"),
            autocomplete="off",
        )
        self.fields["papers_sentence"] = forms.CharField(required=False)
        self.fields["authorisation"] = _line(
            gettext_lazy("Giấy uỷ quyền hoặc quan hệ"), gettext_lazy("ví dụ: giấy uỷ quyền ngày 4/5/2020; mẹ đẻ")
        )
        self.fields["case"] = forms.CharField(required=False, max_length=LONGEST)
        self.fields["channel"] = forms.ChoiceField(
            label=gettext_lazy("Cách nộp"), choices=CHANNELS, required=False, widget=forms.RadioSelect
        )
        self.fields["via_agent"] = forms.BooleanField(
            label=gettext_lazy("Do người được thuê, được nhờ nộp thay"), required=False
        )
        self.fields["handed_on"] = _line(
            gettext_lazy("Ngày ký biên bản bàn giao"), gettext_lazy("Thời hạn tính từ lúc ký, ví dụ 11/5/2020")
        )
        self.fields["handed_clock"] = _line(gettext_lazy("Giờ ký"), gettext_lazy("ví dụ 08:30"))
        self.fields["received_on"] = _line(
            gettext_lazy("Ngày nhận thật"), gettext_lazy("như ghi trong sổ giấy, ví dụ 11/5/2020"), autocomplete="off"
        )
        self.fields["received_clock"] = _line(
            gettext_lazy("Giờ nhận thật"), gettext_lazy("ví dụ 08:30"), autocomplete="off"
        )
        self.fields["phone"] = _line(gettext_lazy("Điện thoại"), inputmode="tel", autocomplete="off")
        self.fields["email"] = _line(gettext_lazy("Thư điện tử"), inputmode="email", autocomplete="off")
        self.fields["delivery"] = forms.ChoiceField(
            label=gettext_lazy("Nhận kết quả"), choices=DELIVERIES, required=False, widget=forms.RadioSelect
        )
        self.fields["delivery_address"] = _line(gettext_lazy("Địa chỉ nhận kết quả"))
        self.fields["sets"] = _line(gettext_lazy("Số bộ hồ sơ"), inputmode="numeric", maxlength=2)
        self.fields["reuse_agreed"] = forms.BooleanField(
            label=gettext_lazy("Chủ hồ sơ đồng ý dùng lại"), required=False
        )
        self.fields["reuse_consent"] = _line(
            gettext_lazy("Đồng ý bằng cách nào"), gettext_lazy("ví dụ: nói tại quầy; ghi trong tờ khai")
        )
        self.fields["result_number"] = _line(gettext_lazy("Số, ký hiệu của kết quả"), autocomplete="off")
        self.fields["payment_method"] = forms.ChoiceField(
            label=gettext_lazy("Nộp phí bằng"), choices=METHODS, required=False, widget=forms.RadioSelect
        )
        self.fields["payment_reference"] = _line(
            gettext_lazy("Số giao dịch"), gettext_lazy("Chỉ khi chuyển khoản"), autocomplete="off"
        )
        self.fields["payment_voucher_scan"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.fields["payment_voucher_file"] = forms.FileField(
            label=gettext_lazy("Chứng từ chuyển khoản"),
            required=False,
            help_text=gettext_lazy("Chỉ khi chuyển khoản: ảnh hoặc PDF của chứng từ."),
        )
        self.fields["recipient_proof"] = forms.ChoiceField(
            label=gettext_lazy("Người nhận cho xem"), choices=PROOFS, required=False, widget=forms.RadioSelect
        )
        self.fields["recipient_number"] = _line(gettext_lazy("Số giấy tờ đã xem"), autocomplete="off")
        for who in ("owner", "submitter"):
            field: Any = self.fields[f"{who}_commune_id"]
            field.choices = [("", _("chưa ghi")), *communes]
        for paper in _papers(version):
            self._add_paper(paper)

    def _add_paper(self, paper: Paper) -> None:
        name = field_of(paper.id)
        self.fields[name] = forms.BooleanField(label=paper.short_name, required=False)
        add_counts(self, name, PaperIn(0, paper.short_name, paper.originals, paper.certified, paper.copies))
        self.fields[f"{name}_scan"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.fields[f"{name}_file"] = forms.FileField(
            label=_("%(paper)s: bản quét") % {"paper": paper.short_name}, required=False
        )

    def paper(self, paper: Paper) -> dict[str, Any]:
        """Return the bound fields of one paper."""
        name = field_of(paper.id)
        return {
            "tick": self[name],
            "counts": counts_of(self, name),
            "scan": self[f"{name}_scan"],
            "file": self[f"{name}_file"],
        }

    def refuse(self, refusal: Refusal, dues: Dues | None = None) -> None:
        """Put a refusal's sentences to the fields that it names, as ``reception_of`` named them; ``dues``: fee lines."""
        fields = refusal.fields if isinstance(refusal, Invalid) else {refusal.field: refusal.sentence}
        contact = "submitter" if self.data.get("other") else "owner"
        for name, sentence in fields.items():
            if str(name or "").startswith("papers.") and "papers" in fields:
                continue  # one sentence beside the table names them all
            place = str(name or "").replace(".", "_")
            if dues is not None and place in dues.fields:
                dues.add_error(place, sentence)
                self.add_error(None, sentence)
                continue
            place = {
                f"{contact}_phone": "phone",
                f"{contact}_email": "email",
                "handed_at": "handed_on",
                "received_at": "received_on",
            }.get(place, place)
            place = {"number": "owner_number", "name": "recipient_name", "proof": "recipient_proof"}.get(place, place)
            place = {"proof_number": "recipient_number", "papers": "papers_sentence"}.get(place, place)
            place = {"commune": "owner_commune_id", "reference": "payment_reference"}.get(place, place)
            place = {"voucher": "payment_voucher_file"}.get(place, place)
            place = {"agreed": "reuse_agreed", "consent": "reuse_consent"}.get(place, place)
            known = place in self.fields and not isinstance(self.fields[place].widget, forms.HiddenInput)
            self.add_error(place if known else None, sentence)


def kept_values(post: Mapping[str, Any]) -> dict[str, str]:
    """Return what was typed, as a draft keeps it: text by field name, empty ones left out."""
    return {
        name: str(value)[:LONGEST]
        for name, value in post.items()
        if name not in NOT_KEPT and isinstance(value, str) and value
    }


def with_usual(values: Values, version: ProcedureVersion | None) -> dict[str, Any]:
    """Fill in what is usual where nothing was typed yet."""
    filled = {
        "channel": str(int(Channel.COUNTER)),
        "delivery": "counter",
        "sets": "1",
        "owner_kind": "citizen",
        "submitter_kind": "citizen",
        "recipient_proof": ProofKind.IDENTITY.value,
        **values,
    }
    for paper in _papers(version):
        name = field_of(paper.id)
        if not any(filled.get(f"{name}_{count}") for count in COUNTS):
            filled |= {f"{name}_{count}": str(getattr(paper, count) or "") for count in COUNTS}
    return filled


def field_of(paper: UUID) -> str:
    """Return the name of a paper's tick."""
    return f"paper_{paper.hex}"


def _papers(version: ProcedureVersion | None) -> Iterable[Paper]:
    return version.groups if version else ()


def case_of(values: Values, version: ProcedureVersion) -> str:
    """Return the chosen case; where the procedure has none there is nothing to choose, where it has one, that is it."""
    labels = [case.label for case in version.cases if case.pickable]
    return labels[0] if len(labels) == 1 else str(values.get("case") or "")


def papers_of(values: Values, version: ProcedureVersion) -> tuple[PaperIn, ...]:
    """Return the papers of the chosen case that were ticked, in the procedure's order.

    One that is only used again from an earlier dossier is among them, with no copy handed in.
    """
    filled = with_usual(values, version)
    for paper in version.groups:
        if origin_of(values, paper) and not filled.get(field_of(paper.id)):
            filled |= {field_of(paper.id): "on"} | {f"{field_of(paper.id)}_{count}": "" for count in COUNTS}
    ticked = [paper for paper in version.papers(case_of(values, version)) if filled.get(field_of(paper.id))]
    return tuple(
        PaperIn(
            position=position,
            name=paper.short_name,
            paper=paper.id,
            scan=id_of(filled.get(f"{field_of(paper.id)}_scan")),
            **typed_counts(_figures(filled, field_of(paper.id)), field_of(paper.id)),
        )
        for position, paper in enumerate(ticked, 1)
    )


def origin_of(values: Values, paper: Paper) -> UUID | None:
    """Return which earlier paper stands for a paper."""
    return id_of(values.get(f"{field_of(paper.id)}_origin"))


def reuse_of(values: Values, version: ProcedureVersion) -> Reuse | None:
    """Return what is used again from earlier dossiers; None where nothing is."""
    chosen = [(paper.id, origin_of(values, paper)) for paper in version.papers(case_of(values, version))]
    papers = tuple((paper, origin) for paper, origin in chosen if origin)
    return Reuse(papers, str(values.get("reuse_consent") or ""), bool(values.get("reuse_agreed"))) if papers else None


def _figures(values: Values, prefix: str) -> dict[str, int]:
    counts = {f"{prefix}_{count}": str(values.get(f"{prefix}_{count}") or "0").strip() for count in COUNTS}
    return {name: int(text) if text.isascii() and text.isdigit() else 0 for name, text in counts.items()}


def person_of(values: Values, who: str) -> dict[str, str]:
    """Return a person's fields as ``parties`` cleans them; the contact is the submitter's."""
    person = {name: str(values.get(f"{who}_{name}") or "") for name in PERSON}
    contact = "submitter" if values.get("other") else "owner"
    if who == contact:
        person |= {"phone": str(values.get("phone") or ""), "email": str(values.get("email") or "")}
    if who == "owner" and values.get("owner_confirmed"):
        person["confirmed"] = "1"
    return person


def reception_of(values: Values, *, dossier: UUID, unit: UUID, version: ProcedureVersion) -> Reception:
    """Read what was typed into a reception. Refuses with Invalid where a moment or a number cannot be read."""
    by_post = values.get("channel") == str(int(Channel.POST))
    handed_at = None
    if by_post:
        handed_at = read_moment(str(values.get("handed_on") or ""), str(values.get("handed_clock") or ""), "handed_at")
    sets = str(values.get("sets") or "1").strip()
    return Reception(
        id=dossier,
        unit=unit,
        procedure=version.id,
        owner=person_of(values, "owner"),
        submitter=person_of(values, "submitter") if values.get("other") else None,
        authorisation=str(values.get("authorisation") or "") if values.get("other") else "",
        papers=papers_of(values, version),
        case=case_of(values, version),
        channel=Channel.POST if by_post else Channel.COUNTER,
        via_agent=bool(values.get("via_agent")),
        handed_at=handed_at,
        sets=int(sets) if sets.isascii() and sets.isdigit() else 0,
        delivery=str(values.get("delivery") or "counter"),
        delivery_address=str(values.get("delivery_address") or "") if values.get("delivery") == "post" else "",
        commune=id_of(values.get("owner_commune_id")),
    )


def real_moment_of(values: Values) -> datetime | None:
    """Return the moment at which it was received on paper; refuses with Invalid what cannot be read."""
    return read_moment(
        str(values.get("received_on") or ""),
        str(values.get("received_clock") or ""),
        "received_at",
        _("Ghi cả ngày và giờ nhận thật, như ghi trong sổ giấy."),
    )


def recipient_of(values: Values) -> Person:
    """Return who takes the result away at once: whoever stands at the counter."""
    who = "submitter" if values.get("other") else "owner"
    proof = str(values.get("recipient_proof") or "")
    return Person(
        name=str(values.get(f"{who}_name") or ""),
        proof=ProofKind(proof) if proof in set(ProofKind) else ProofKind.IDENTITY,
        proof_number=str(values.get("recipient_number") or values.get(f"{who}_number") or ""),
        relation="submitter" if values.get("other") else "self",
    )


def voucher_of(values: Values) -> UUID | None:
    """Return the stored voucher of a fee that was paid through a bank."""
    return id_of(values.get("payment_voucher_scan"))


def method_of(values: Values) -> Method | None:
    """Return how the fee was paid, where the result is handed over at once."""
    method = str(values.get("payment_method") or "")
    return Method(method) if method in set(Method) else None
