"""The verbs of scanning: of a telephone at work, and of what an office scanner left."""

from django.utils.translation import gettext_lazy as _

from motcua.ledger.types import Verb

_SENTENCES = (
    ("scans.opened", _("Mở điện thoại để chụp một giấy tờ.")),
    ("scans.closed", _("Đóng mã chụp bằng điện thoại.")),
    ("scans.bound", _("Đóng %(pages)s trang chụp thành một tệp.")),
    ("scans.found", _("Nhận một tệp từ thư mục máy quét.")),
    ("scans.attached", _("Gắn tệp của máy quét vào hồ sơ.")),
    ("scans.discarded", _("Bỏ một tệp của máy quét, có lý do.")),
)

VERBS = tuple(Verb(key=key, sentence=sentence) for key, sentence in _SENTENCES)
