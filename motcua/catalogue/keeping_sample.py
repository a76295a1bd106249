"""The page on which the province puts its own filled sample in place of the one made by rule."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.catalogue import queries, services
from motcua.catalogue.keeping import current_of, publishes
from motcua.gate.services import uploading
from motcua.identity import queries as identity
from motcua.ui.acting import HttpRequest, done, sent, status_of


class NewSample(forms.Form):
    """A PDF that the province filled itself."""

    file = forms.FileField(
        label=gettext_lazy("Tệp PDF"),
        help_text=gettext_lazy(
            "Giá trị bịa, không dùng giấy tờ của người thật. Hệ thống đóng chữ MẪU chéo mỗi trang khi cho xem."
        ),
        error_messages={"required": gettext_lazy("Chọn tệp PDF trước khi tải lên.")},
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
    )


@uploading()
@publishes
@require_http_methods(["GET", "POST"])
def sample(request: HttpRequest, code: str) -> HttpResponse:
    """Show where the sample comes from; take another one, or go back to the one made by rule."""
    current = current_of(code)
    if request.method == "POST" and "restore" in request.POST:
        services.restore_sample(actor=request.actor, at=request.moment, code=code)
        messages.success(request, _("Trang thủ tục lại dùng hồ sơ mẫu do hệ thống lập."))
        return redirect("catalogue:kept-sample", code)
    form = NewSample(sent(request), request.FILES if request.method == "POST" else None)
    if done(form, lambda: _take(request, code, form)):
        messages.success(request, _("Trang thủ tục dùng hồ sơ mẫu vừa tải lên."))
        return redirect("catalogue:kept-sample", code)
    uploaded = queries.uploaded_sample(code)
    context = {
        "procedure": current,
        "form": form,
        "uploaded": uploaded,
        "who": identity.names([uploaded.by]).get(uploaded.by, "") if uploaded else "",
        "may_publish": queries.may_publish(request.actor),
    }
    return render(request, "catalogue/kept_sample.html", context, status=status_of(form))


def _take(request: HttpRequest, code: str, form: NewSample) -> None:
    sent_file = form.cleaned_data["file"]
    services.replace_sample(
        actor=request.actor,
        at=request.moment,
        code=code,
        name=sent_file.name,
        stream=sent_file,
        length=sent_file.size,
    )
