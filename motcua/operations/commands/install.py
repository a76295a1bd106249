"""``motcua install``: the files by which a machine runs the house as a service; nothing is started, nothing that is there is changed."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

HERE = Path(__file__).resolve()
TEMPLATES = HERE.parents[1] / "machine"
CHECKOUT = HERE.parents[3]
#: Where each file goes, and who may read it; what an administrator edits is never written over.
FILES = {
    "motcua.env": ("etc/motcua.env", 0o600),
    "motcua.service": ("etc/systemd/system/motcua.service", 0o644),
    "motcua-backup.service": ("etc/systemd/system/motcua-backup.service", 0o644),
    "motcua-backup.timer": ("etc/systemd/system/motcua-backup.timer", 0o644),
    "motcua-drill.service": ("etc/systemd/system/motcua-drill.service", 0o644),
    "motcua-drill.timer": ("etc/systemd/system/motcua-drill.timer", 0o644),
    "sysusers.conf": ("etc/sysusers.d/motcua.conf", 0o644),
    "tmpfiles.conf": ("etc/tmpfiles.d/motcua.conf", 0o644),
    "nginx.conf": ("etc/nginx/sites-available/motcua", 0o644),
    "motcua.sh": ("usr/local/bin/motcua", 0o755),
}
NAME = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")
#: What a unit file, the shell and the environment file all take as it is.
PLAIN = re.compile(r"/[A-Za-z0-9._/-]+")
NEXT = """
Tiếp theo, bằng quyền root:
  systemd-sysusers && systemd-tmpfiles --create
  ln -s ../sites-available/motcua /etc/nginx/sites-enabled/motcua && nginx -t && systemctl reload nginx
  systemctl daemon-reload && systemctl enable --now motcua.service motcua-backup.timer motcua-drill.timer
  motcua status
  motcua keys export {home}/khoa"""


@dataclass(frozen=True, slots=True)
class Machine:
    """How a machine is to run the house."""

    host: str
    app: Path
    home: Path
    backup: Path
    certificate: Path
    certificate_key: Path

    def words(self) -> dict[str, str]:
        """Return what the templates ask for."""
        return {name: str(getattr(self, name)) for name in self.__slots__}


def run(words: Sequence[str]) -> int:
    """Write the files; answer the exit status."""
    parser = argparse.ArgumentParser(
        prog="motcua install",
        description="Ghi các tệp để máy chạy Một cửa như một dịch vụ. Không khởi động gì, không ghi đè gì.",
    )
    parser.add_argument("host", help="tên miền của trang, ví dụ motcua.tinh.gov.vn")
    parser.add_argument("--root", type=Path, default=Path("/"), help="ghi dưới thư mục này thay cho /, để xem thử")
    parser.add_argument("--app", type=Path, default=CHECKOUT, help="thư mục mã nguồn; mặc định thư mục này")
    parser.add_argument("--home", type=Path, default=Path("/srv/motcua/home"), help="thư mục dữ liệu")
    parser.add_argument("--backup", type=Path, required=True, help="nơi cất bản sao lưu, ở ổ đĩa khác")
    parser.add_argument("--certificate", type=Path, default=Path("/etc/ssl/motcua.pem"))
    parser.add_argument("--certificate-key", type=Path, default=Path("/etc/ssl/private/motcua.key"))
    read = parser.parse_args(words)
    machine = Machine(read.host, read.app, read.home, read.backup, read.certificate, read.certificate_key)
    if refusal := why_not(machine, read.root):
        print(refusal, file=sys.stderr)
        return 1
    for name, (place, mode) in FILES.items():
        path = read.root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(Template((TEMPLATES / name).read_text()).substitute(machine.words()))
        path.chmod(mode)
        print(f"Đã ghi {path}")
    print(NEXT.format(home=machine.home))
    return 0


def why_not(machine: Machine, root: Path) -> str:
    """Say why nothing is written; empty when it may be."""
    if not NAME.fullmatch(machine.host):
        return f"«{machine.host}» không phải tên miền. Ví dụ: motcua.tinh.gov.vn"
    for path in (machine.app, machine.home, machine.backup, machine.certificate, machine.certificate_key):
        if not PLAIN.fullmatch(str(path)):
            return f"«{path}» phải là đường dẫn đủ từ /, không dấu, không khoảng trắng. Chọn thư mục khác."
    if machine.backup.is_relative_to(machine.home):
        return "Nơi cất bản sao lưu nằm trong thư mục dữ liệu: mất một là mất cả hai. Chọn ổ đĩa khác."
    there = [str(root / place) for place, _ in FILES.values() if (root / place).exists()]
    if there:
        return f"Đã có {', '.join(there)}; không ghi đè. Chuyển đi nơi khác trước, hoặc xem thử bằng --root THƯ-MỤC."
    return ""
