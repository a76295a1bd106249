"""The API of use-cases at ``/api/v1``: the same services as the pages, under tokens bound to account, post and unit."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from motcua.identity import queries as identity
from motcua.kernel import moments
from motcua.kernel.refusal import Refusal
from motcua.website import problems


class Token(HttpBearer):
    """A token of an official: ``Authorization: Bearer mc_…``."""

    openapi_description = "Thẻ truy cập, gắn với một tài khoản, vị trí và đơn vị. Tạo ở trang Tài khoản."

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Set who acts, and when."""
        found = identity.actor_of_token(token)
        if found is None:
            return None
        request.actor, request.moment = found.actor, moments.now()  # type: ignore[attr-defined]
        return found


api = NinjaAPI(
    title="Một cửa",
    version="1",
    description="Các việc của một cửa: tiếp nhận, giải quyết, trả kết quả, tra cứu. Mỗi việc là một POST tới một danh từ.",
    docs_url=None,
    auth=Token(),
    urls_namespace="api",
)
api.add_exception_handler(Refusal, problems.of_refusal)
api.add_exception_handler(ValidationError, problems.of_validation)
api.add_exception_handler(AuthenticationError, problems.of_authentication)
api.add_exception_handler(HttpError, problems.of_http)


class Me(Schema):
    """Who a token acts as."""

    account: str
    name: str
    post: str
    post_name: str
    unit: str
    unit_name: str


@api.get("/me", response={200: Me, 401: problems.Problem}, tags=["Tài khoản"], operation_id="me")
def me(request: HttpRequest) -> Me:
    """Ai đang dùng thẻ này, ở vị trí nào, đơn vị nào."""
    actor = request.actor  # type: ignore[attr-defined]
    return Me(
        account=str(actor.account),
        name=actor.name,
        post=str(actor.post),
        post_name=actor.post_name,
        unit=str(actor.unit),
        unit_name=actor.unit_name,
    )


# From the top of the house: every request is matched in this order, and the dossiers' are most.
for _module in reversed(settings.MODULES):
    if find_spec(f"motcua.{_module}.api") is not None:
        api.add_router("", import_module(f"motcua.{_module}.api").router)
