"""The columns of a file of old dossiers: one table, for reading, for the operator's page and for whoever makes the file."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from motcua.dossiers.types import Channel, State
from motcua.imports.types import WHY, CannotRead, Column
from motcua.parties.queries import plain

COLUMNS: tuple[Column, ...] = (
    Column("code", "Mã hồ sơ", "giữ nguyên từng chữ; ngày trong mã là ngày tiếp nhận", needed=True),
    Column("procedure", "Mã thủ tục", "mã quốc gia, ví dụ 1.004884; dùng bản công bố của ngày tiếp nhận", needed=True),
    Column(
        "unit",
        "Đơn vị tiếp nhận",
        "mã của đơn vị, hoặc mã định danh cũ hay mới; đơn vị đã sắp xếp thì hồ sơ đang giải quyết về đơn vị kế thừa",
        needed=True,
    ),
    Column("competent", "Cơ quan giải quyết", "như trên; trống: theo thủ tục"),
    Column("name", "Chủ hồ sơ", "họ và tên, hoặc tên tổ chức", needed=True),
    Column("kind", "Loại chủ hồ sơ", "«công dân» hoặc «tổ chức»; trống: công dân"),
    Column("number", "Số giấy tờ", "căn cước, chứng minh nhân dân, hộ chiếu; mã số thuế của tổ chức"),
    Column("birth", "Ngày sinh", "5/9/1980, 9/1980 hoặc 1980"),
    Column("phone", "Điện thoại", ""),
    Column("email", "Thư điện tử", ""),
    Column("address", "Địa chỉ", ""),
    Column("submitter", "Người nộp", "khi không phải chủ hồ sơ"),
    Column("channel", "Cách nộp", "«tại quầy», «trực tuyến», «bưu chính»; trống: tại quầy"),
    Column("received", "Lúc tiếp nhận", "11/05/2020 09:10; chỉ có ngày: 08:00", needed=True),
    Column("due", "Lúc hẹn trả", "giữ đúng như đã hẹn; chỉ có ngày: 17:00"),
    Column(
        "state", "Trạng thái", "số 2, 4, 5, 6, 7, 8, 9, 10 của Cổng quốc gia, hoặc bằng chữ như dưới đây", needed=True
    ),
    Column("finished", "Lúc có kết quả", "của hồ sơ đã có kết quả, đã trả, đã dừng"),
    Column("ended", "Lúc trả kết quả", "của hồ sơ đã trả, đã rút"),
    Column("result", "Số kết quả", ""),
    Column("paused", "Tạm dừng từ", "của hồ sơ chờ bổ sung, chờ nộp tiền"),
    Column("left", "Số ngày còn lại", "ngày làm việc còn lại khi tạm dừng; trống: theo chính sách tạm dừng của tỉnh"),
    Column("owed", "Còn phải nộp", "đồng; trống: không"),
    Column("asked", "Giấy tờ cần bổ sung", ""),
    Column("holder", "Đơn vị giữ", "trống: cơ quan giải quyết khi có phòng hoặc vị trí, nếu không thì quầy tiếp nhận"),
    Column("section", "Phòng giữ", "tên phòng của đơn vị giữ"),
    Column("post", "Vị trí giữ", "tên vị trí của đơn vị giữ; hồ sơ nằm trên bàn của vị trí ấy"),
    Column("held", "Giữ từ lúc", "trống: từ lúc tiếp nhận"),
    Column("story", "Diễn biến", "mỗi dòng trong ô: «11/05/2020 09:10 – câu»; cũng ngăn được bằng dấu |"),
    Column(
        "scans", "Bản quét", "tên tệp trong thư mục bản quét, ngăn bằng dấu chấm phẩy; «tên giấy = tệp» đặt tên giấy"
    ),
)
BY_KEY = {column.key: column for column in COLUMNS}

STATES: dict[str, State] = {
    "đã tiếp nhận": State.RECEIVED,
    "đang giải quyết": State.PROCESSING,
    "đang xử lý": State.PROCESSING,
    "chờ bổ sung": State.SUPPLEMENT,
    "chờ nộp tiền": State.PAYMENT,
    "đã rút": State.WITHDRAWN,
    "dừng giải quyết": State.STOPPED,
    "có kết quả": State.FINISHED,
    "chờ trả kết quả": State.FINISHED,
    "đã trả": State.RETURNED,
    "đã trả kết quả": State.RETURNED,
}
CHANNELS: dict[str, Channel] = {
    "": Channel.COUNTER,
    "tại quầy": Channel.COUNTER,
    "trực tiếp": Channel.COUNTER,
    "trực tuyến": Channel.ONLINE,
    "bưu chính": Channel.POST,
    "qua bưu chính": Channel.POST,
}
KINDS = {"": "citizen", "công dân": "citizen", "cá nhân": "citizen", "tổ chức": "organisation"}


def columns_of(header: Sequence[str]) -> list[Column | None]:
    """Return the column under each word of a header, None under the one that says why. Refuses with CannotRead."""
    names = {plain(word): column for column in COLUMNS for word in (column.key, column.name, *column.also)}
    found: list[Column | None] = []
    strange = []
    for word in header:
        column = names.get(plain(word))
        if column is None and word.strip() and plain(word) not in {plain(WHY), "why"}:
            strange.append(word.strip())
        found.append(column)
    known = [column.key for column in found if column]
    missing = [column.name for column in COLUMNS if column.needed and column.key not in known]
    twice = sorted({BY_KEY[key].name for key in known if known.count(key) > 1})
    if strange:
        raise CannotRead(
            _("Không biết cột: %(names)s. Đổi tên theo bảng các cột hoặc xoá cột này.") % {"names": ", ".join(strange)}
        )
    if missing or twice:
        raise CannotRead(
            _("Thiếu cột: %(missing)s. Trùng cột: %(twice)s. Sửa dòng đầu của tệp.")
            % {"missing": ", ".join(missing) or "–", "twice": ", ".join(twice) or "–"}
        )
    return found
