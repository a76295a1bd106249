"""``motcua keys make | export | import | rotate | reseal | retire | status``: the keys outlive the machine, and are in no backup of the data."""

from __future__ import annotations

import argparse
import base64
import getpass
import io
import json
import os
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import zxingcpp
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from PIL import Image, UnidentifiedImageError

from motcua.kernel import moments, pdfium
from motcua.kernel.keys import KeyRing, make_file
from motcua.operations import queries as operations
from motcua.prints import queries as prints
from motcua.prints.types import KeyLine, KeySheet
from motcua.website.serving import turning
from motcua.website.serving.home import here, write_closed
from motcua.website.serving.turning import TurningRefused

#: Scrypt's cost: about a second and 128 MB, once a year.
COST, BLOCK, LANES = 2**17, 8, 1
SALT_BYTES, NONCE_BYTES, KEY_BYTES = 16, 12, 32
SHORTEST_PASSPHRASE = 12
TURNING = {
    "rotate": turning.rotate,
    "reseal": turning.reseal,
    "status": turning.status,
}
LINE, GROUP = 32, 4


class KeysRefused(Exception):
    """It cannot be done; the message says what to do."""


def run(words: Sequence[str]) -> int:
    """Run one of the commands; answer the exit status."""
    parser = argparse.ArgumentParser(prog="motcua keys", description="Khoá mã hoá dữ liệu cá nhân và ký nhật ký.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("make", help="tạo khoá nếu chưa có")
    commands.add_parser("status", help="khoá nào đang ghi, khoá nào còn dùng, bao nhiêu giá trị")
    commands.add_parser("rotate", help="đổi khoá trong lúc đang chạy: ghi bằng khoá mới, niêm phong lại dữ liệu cũ")
    commands.add_parser("reseal", help="niêm phong lại tiếp, nếu lần đổi khoá bị dừng giữa chừng")
    retire = commands.add_parser("retire", help="thôi dùng khoá cũ, khi không còn giá trị nào cần nó")
    retire.add_argument(
        "--leave", type=int, default=0, metavar="SỐ", help="bỏ lại đúng chừng ấy giá trị mà không khoá nào mở được"
    )
    for name, words_of in (
        ("export", "ghi khoá ra một tệp niêm phong bằng mật khẩu, và một tờ để in"),
        ("import", "đọc khoá trở lại từ tệp, ảnh hay bản quét tờ in, hoặc các dòng gõ lại"),
    ):
        command = commands.add_parser(name, help=words_of)
        command.add_argument("file", type=Path)
        command.add_argument("--passphrase-file", type=Path, help="đọc mật khẩu từ tệp, không hỏi")
    read = parser.parse_args(words)
    try:
        if read.command in TURNING:
            return TURNING[read.command]()
        if read.command == "retire":
            return turning.retire(read.leave)
        return {"make": _make, "export": _export, "import": _import}[read.command](read)
    except (KeysRefused, TurningRefused) as problem:
        print(problem, file=sys.stderr)
        return 1


def seal(text: str, passphrase: str) -> bytes:
    """Seal the key file's text with a passphrase."""
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    return salt + nonce + AESGCM(_key(passphrase, salt)).encrypt(nonce, text.encode(), b"motcua keys 1")


def unseal(sealed: bytes, passphrase: str) -> str:
    """Open what ``seal`` made. Raises KeysRefused for a wrong passphrase or a damaged text."""
    salt, nonce, rest = sealed[:SALT_BYTES], sealed[SALT_BYTES:][:NONCE_BYTES], sealed[SALT_BYTES + NONCE_BYTES :]
    try:
        return AESGCM(_key(passphrase, salt)).decrypt(nonce, rest, b"motcua keys 1").decode()
    except InvalidTag:
        raise KeysRefused("Mật khẩu không đúng, hoặc tệp đã hỏng.") from None


def sheet(sealed: bytes, key: str) -> bytes:
    """Return the sheet to print, as PDF: the sealed keys as a code to scan, and as lines to type again, each with a check."""
    text, now = base64.b32encode(sealed).decode().rstrip("="), moments.machine_now()
    lines: list[KeyLine] = []
    for number, start in enumerate(range(0, len(text), LINE), start=1):
        piece = text[start : start + LINE]
        groups = " ".join(piece[at : at + GROUP] for at in range(0, len(piece), GROUP))
        lines.append({"number": number, "groups": groups, "check": _check(number, piece)})
    inputs: KeySheet = {"key": key, "at": moments.local(now).isoformat(), "lines": lines, "scan": text}
    return prints.once("key_sheet", inputs, at=now)


def read_sheet(text: str) -> bytes:
    """Read a sheet that was typed again. Raises KeysRefused naming the first line that is wrong."""
    pieces = []
    for line in text.splitlines():
        number, *rest = line.split() or [""]
        if not number.isdigit() or len(rest) < 2:  # noqa: PLR2004 - at least a group and the check
            continue
        piece, check = "".join(rest[:-1]).upper(), rest[-1]
        if int(number) != len(pieces) + 1 or _check(int(number), piece) != check.upper():
            raise KeysRefused(f"Dòng {number} của tờ in gõ sai hoặc thiếu dòng trước nó. Xem lại rồi thử lần nữa.")
        pieces.append(piece)
    return _from_base32("".join(pieces))


def read_file(content: bytes) -> bytes:
    """Return the sealed keys of what ``export`` wrote, a picture or scan of the sheet, or its lines typed again.

    Raises KeysRefused.
    """
    picture = _picture(content)
    if picture is not None:
        codes = [found.text for found in zxingcpp.read_barcodes(picture)]
        if not codes:
            raise KeysRefused("Không thấy mã nào trong ảnh. Chụp thẳng, đủ sáng, cả bốn góc mã; hoặc gõ lại các dòng.")
        return _from_base32(codes[0])
    try:
        text = content.decode()
        return base64.b64decode(json.loads(text)["sealed"])
    except UnicodeDecodeError:
        raise KeysRefused("Tệp này không phải khoá đã xuất, ảnh hay bản quét tờ in.") from None
    except (ValueError, KeyError, TypeError):
        return _from_base32(text.strip()) if len(text.split()) == 1 else read_sheet(text)


def _picture(content: bytes) -> Image.Image | None:
    """Return the first page of a PDF, or a picture; None for anything else."""
    try:
        if content.startswith(b"%PDF"):
            with pdfium.lock:
                return pypdfium2.PdfDocument(content)[0].render(scale=4).to_pil()
        return Image.open(io.BytesIO(content)).convert("L")
    except (pypdfium2.PdfiumError, UnidentifiedImageError, OSError):
        return None


def _from_base32(text: str) -> bytes:
    try:
        return base64.b32decode(text + "=" * (-len(text) % 8))
    except ValueError:
        raise KeysRefused("Mã này không phải khoá của Một cửa. Chụp mã trên tờ «Khoá dữ liệu đã niêm phong».") from None


def _make(read: argparse.Namespace) -> int:
    del read
    path = here().keys
    existed = path.exists()
    make_file(path)
    print(
        f"Khoá đã có sẵn ở {path}; không đổi."
        if existed
        else f"Đã tạo khoá ở {path}. Xuất ngay: motcua keys export TỆP"
    )
    return 0


def _export(read: argparse.Namespace) -> int:
    path = here().keys
    if not path.is_file():
        raise KeysRefused("Chưa có khoá. Gõ: motcua keys make")
    paper = read.file.with_name(read.file.name + ".pdf")
    for target in (read.file, paper):
        if target.exists():
            raise KeysRefused(f"{target} đã có; không ghi đè. Chọn tên khác.")
    text = path.read_text()
    sealed = seal(text, _passphrase(read, twice=True))
    write_closed(read.file, json.dumps({"motcua_keys": 1, "sealed": base64.b64encode(sealed).decode()}))
    write_closed(paper, sheet(sealed, operations.key_name(KeyRing.parse(text))))
    here().exported.write_text(read.file.name)
    print(f"Đã ghi {read.file} và tờ để in {paper}. Cất cả hai ra khỏi máy này, mật khẩu để nơi khác.")
    return 0


def _import(read: argparse.Namespace) -> int:
    path = here().keys
    if path.exists():
        raise KeysRefused(f"{path} đã có khoá; không ghi đè. Chuyển tệp ấy đi nơi khác trước, nếu chắc chắn.")
    try:
        sealed = read_file(read.file.read_bytes())
    except OSError as problem:
        raise KeysRefused(f"Không đọc được {read.file}: {problem.strerror}.") from None
    opened = unseal(sealed, _passphrase(read, twice=False))
    KeyRing.parse(opened)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_closed(path, opened)
    print(f"Đã phục hồi khoá vào {path}.")
    return 0


def _passphrase(read: argparse.Namespace, *, twice: bool) -> str:
    if read.passphrase_file:
        given = read.passphrase_file.read_text().strip()
    else:
        try:
            given = getpass.getpass("Mật khẩu niêm phong: ")
            again = getpass.getpass("Gõ lại lần nữa: ") if twice else given
        except EOFError:
            raise KeysRefused(
                "Không có ai gõ mật khẩu. Gõ lệnh ở cửa sổ dòng lệnh, hoặc thêm --passphrase-file TỆP."
            ) from None
        if again != given:
            raise KeysRefused("Hai lần gõ không giống nhau. Thử lại.")
    if twice and len(given) < SHORTEST_PASSPHRASE:
        raise KeysRefused(f"Mật khẩu cần ít nhất {SHORTEST_PASSPHRASE} ký tự: một câu dễ nhớ là tốt nhất.")
    return given


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=KEY_BYTES, n=COST, r=BLOCK, p=LANES).derive(passphrase.encode())


def _check(number: int, piece: str) -> str:
    return f"{zlib.crc32(f'{number}:{piece}'.encode()) & 0xFFFF:04X}"
