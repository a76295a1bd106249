"""What only the demo does: start over, and say what to try."""

from __future__ import annotations

import shutil

from motcua.database import addresses
from motcua.database.runner import Cluster
from motcua.website.serving.home import Home
from motcua.website.serving.supervisor import CannotServe


def start_over(home: Home) -> None:
    """Throw the demo's data away. Refuses with CannotServe where the data may be real."""
    if addresses.is_elsewhere():
        raise CannotServe(
            "Bản thử chỉ tự xoá cơ sở dữ liệu kèm theo. DATABASE_URL chỉ máy chủ khác: "
            "tự tạo cơ sở dữ liệu trống ở đó rồi chạy lại, không có --fresh."
        )
    if (addresses.folder() / "address.json").exists() and not home.demo.exists():
        raise CannotServe(
            f"{home.folder} không phải dữ liệu của bản thử; không xoá gì. Đặt MOTCUA_HOME sang thư mục khác."
        )
    Cluster(addresses.folder()).remove()
    for folder in (home.demo, home.folder / "files", home.folder / "roots"):
        shutil.rmtree(folder, ignore_errors=True)
    home.prepare()


def what_to_try(home: Home, url: str) -> str:
    """Return the demo's last words: three sentences, three links, and how to stop."""
    told = home.demo / "try.txt"
    words = told.read_text().replace("{url}", url) if told.exists() else f"Một cửa chạy ở {url}."
    return f"\n{words.rstrip()}\n\nDừng: Ctrl+C ở đây, hoặc «motcua stop». Làm lại từ đầu: «make demo-fresh»."
