"""What the gate answers, and how it says no."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from motcua.kernel.refusal import Refusal

#: An idempotency key: 1 to 128 visible ASCII characters (draft-ietf-httpapi-idempotency-key-header).
KEY_LENGTH = 128


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request was answered with: HTTP status and JSON object; ``repeated`` when it comes from the store."""

    status: int
    body: dict[str, Any] = field(default_factory=dict)
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A stored answer with the hash of the request that it answered (32 bytes)."""

    request: bytes
    answer: Answer


class KeyReused(Refusal):
    """The same idempotency key came with another body."""

    kind = "idempotency-key-reused"
    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Khoá Idempotency-Key này đã dùng cho một yêu cầu khác. Gửi yêu cầu mới với một khoá mới."),
        )


class KeyUnfit(Refusal):
    """The idempotency key is empty, too long, or not plain ASCII."""

    kind = "idempotency-key-unfit"
    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Khoá Idempotency-Key phải có từ 1 đến %(most)d ký tự ASCII nhìn thấy được, ví dụ một UUID.")
            % {"most": KEY_LENGTH},
        )


class TooMany(Refusal):
    """Asked too often; ``retry_after`` says in how many seconds to come back (RFC 9110 §10.2.3)."""

    kind = "too-many-requests"
    status = 429

    def __init__(self, retry_after: int) -> None:
        """Take the seconds until the next window."""
        super().__init__(
            _("Từ mạng này vừa có quá nhiều lần hỏi. Chờ %(seconds)d giây rồi thử lại; hồ sơ không mất gì.")
            % {"seconds": retry_after},
        )
        self.retry_after = retry_after


class UploadsBusy(Refusal):
    """As many uploads as one process can bear are under way."""

    kind = "uploads-busy"
    status = 503

    def __init__(self, retry_after: int) -> None:
        """Take the seconds after which a place may be free."""
        super().__init__(
            _("Đang có nhiều người gửi tệp cùng lúc. Tệp này chưa được nhận: chờ %(seconds)d giây rồi gửi lại.")
            % {"seconds": retry_after},
        )
        self.retry_after = retry_after


class UploadCut(Refusal):
    """The line broke before everything announced had come."""

    kind = "upload-cut"
    status = 400

    def __init__(self) -> None:
        super().__init__(_("Đường truyền đứt giữa chừng, tệp chưa được nhận đủ nên không lưu. Gửi lại tệp đó."))


class UploadTooLarge(Refusal):
    """More is announced than may be sent at once."""

    kind = "upload-too-large"
    status = 413

    def __init__(self, most: int) -> None:
        """Take the limit in bytes."""
        super().__init__(
            _("Gửi một lần không quá %(most)d MB. Chia nhỏ, hoặc quét lại với độ phân giải thấp hơn.")
            % {"most": most // 2**20},
        )
