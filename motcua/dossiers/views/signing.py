"""Sign many with one confirmation; each stands or falls alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers import services
from motcua.dossiers.queries.chosen import by_numbers
from motcua.dossiers.views.asking import actor_of, moment_of, signed_in
from motcua.dossiers.views.desk import may_sign, shown
from motcua.kernel.refusal import NotAllowed

#: As many as one desk page shows twice; the service refuses more by its own measure.
MOST = 50


@signed_in
@require_http_methods(["GET", "POST"])
def signing(request: HttpRequest) -> HttpResponse:
    """Show the chosen dossiers once more, then sign them and say of each what became of it."""
    actor, at = actor_of(request), moment_of(request)
    if not may_sign(actor):
        raise NotAllowed(_("Việc này do lãnh đạo ký. Đổi vị trí ở góc trên nếu bạn cũng giữ vị trí đó."))
    asked = request.POST if request.method == "POST" else request.GET
    numbers = list(dict.fromkeys(asked.getlist("ma")))[:MOST]
    if not numbers:
        return redirect("dossiers:desk")
    if request.method == "GET":
        rows = by_numbers(numbers, actor, at)
        return render(request, "dossiers/signing.html", {"rows": shown(rows)})
    answer = services.approve_many(actor=actor, at=at, numbers=numbers)
    seen = {row.number: row for row in by_numbers(numbers, actor, at)}
    context = {
        "done": shown([seen[number] for number in answer.done if number in seen]),
        "refused": [
            {"number": number, "row": seen.get(number), "sentence": sentence}
            for number, sentence in answer.refused.items()
        ],
    }
    return render(request, "dossiers/signed.html", context, status=409 if answer.refused and not answer.done else 200)
