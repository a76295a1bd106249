"""Takes the pictures of the manuals from a running demo: `make pictures`. What a page looks like now is what the manual shows.

pictures.py                       every picture, from a demo of its own that is thrown away afterwards
pictures.py desk reception        only these
pictures.py --at ADDRESS …        from a demo that runs already (it is written to)
"""

from __future__ import annotations

import argparse
import base64
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
COMMUNE, DISTRICT, ADMINISTRATION = "UBND xã Quảng Khê", "UBND huyện Ba Bể", "Sở Thông tin và Truyền thông"
CLERK, SPECIALIST, LEADER = "Bộ phận Tiếp nhận", "Tư pháp", "Chủ tịch"
ADMINISTRATOR = "Chánh Văn phòng"
#: How long a demo may take to answer the first time, and how wide and high a picture is.
PATIENCE, WIDTH, HEIGHT = 300, 1000, 640


@dataclass(frozen=True)
class Scene:
    """A picture: its book and name, who sits there (unit, word of the post), and what is done before it is taken."""

    book: str
    name: str
    unit: str
    post: str
    show: Callable[[Page], None]
    width: int = WIDTH


def goes(path: str) -> Callable[[Page], None]:
    """Return a scene's doing: open a page."""
    return lambda page: page.goto(path) and None


def opens(tab: str, then: str = "") -> Callable[[Page], None]:
    """Return a scene's doing: open the first dossier of a tab of the desk, and there a link or button."""

    def show(page: Page) -> None:
        page.goto(f"/ban-lam-viec?the={tab}")
        page.locator("main table tbody a").first.click()
        if then:
            more = page.locator("summary", has_text="Thêm")
            if more.count() and not page.get_by_role("link", name=then).first.is_visible():
                more.first.click()
            page.get_by_role("link", name=then).or_(page.get_by_role("button", name=then)).first.click()

    return show


def types_a_reception(page: Page) -> None:
    """Begin a reception and choose the procedure."""
    page.goto("/ban-lam-viec")
    page.get_by_role("link", name="Tiếp nhận").first.click()
    page.locator("[name=procedure_text]").press_sequentially("đăng ký lại khai sinh")
    page.get_by_role("option").filter(has_text="Đăng ký lại khai sinh").first.click()
    page.wait_for_url("**muc=2")


def signs_several(page: Page) -> None:
    """Choose the first three that wait for a signature."""
    page.goto("/ban-lam-viec")
    for row in range(3):
        page.locator("main tbody input[type=checkbox]").nth(row).check()
    page.get_by_role("button", name="Ký duyệt").first.click()


def draws_a_paper_book(page: Page) -> None:
    """Draw a book of codes."""
    page.goto("/so-giay")
    page.get_by_role("button", name="Lập sổ").click()
    page.wait_for_url("**/so-giay/*")


def opens_a_paper(page: Page) -> None:
    """Open the first paper of a dossier that waits to be fetched."""
    opens("cho-tra")(page)
    page.locator("main a[href*='/giay-to/']").first.click()


def shows_the_outbox(page: Page) -> None:
    """Open the outbox without what only a demo says: where on this machine its messages end."""
    page.goto("/thong-bao")
    page.locator("main .mc-message").evaluate_all("all => all.forEach(each => each.remove())")


def drafts_a_procedure(page: Page) -> None:
    """Begin to draft a new procedure."""
    page.goto("/quan-tri/thu-tuc/du-thao")
    page.get_by_label("Mã thủ tục").fill("BKA-001")
    page.get_by_label("Tên thủ tục").fill("Xác nhận hộ tham gia mô hình du lịch cộng đồng")
    page.get_by_role("button", name="Bắt đầu soạn").click()
    page.wait_for_url("**/du-thao/*")


def words_a_receipt(page: Page) -> None:
    """Word a sentence of the receipt and look at it on the sheet."""
    page.goto("/thiet-lap/prints.texts.receipt.collecting")
    page.locator("[name=value]").fill("Mang căn cước và giấy này khi nhận kết quả. Nhận thay: mang thêm giấy uỷ quyền.")
    page.locator("[name=reason]").fill("CV 12/UBND-VP")
    page.get_by_role("button", name="Xem trước").click()
    page.locator("main .mc-printed img").scroll_into_view_if_needed()
    page.evaluate(
        "scrollTo(0, document.querySelector('main .govuk-inset-text').getBoundingClientRect().top + scrollY - 20)"
    )


SCENES: tuple[Scene, ...] = (
    Scene("clerk", "desk", COMMUNE, SPECIALIST, goes("/ban-lam-viec")),
    Scene("clerk", "reception", COMMUNE, CLERK, types_a_reception),
    Scene("clerk", "dossier", COMMUNE, SPECIALIST, opens("cho-toi")),
    Scene("clerk", "signing", DISTRICT, LEADER, signs_several),
    Scene("clerk", "supplement", COMMUNE, SPECIALIST, opens("cho-toi", "Yêu cầu bổ sung")),
    Scene("clerk", "consultation", COMMUNE, SPECIALIST, opens("cho-toi", "Lấy ý kiến")),
    Scene("clerk", "coordination", COMMUNE, SPECIALIST, goes("/ban-lam-viec?the=phoi-hop")),
    Scene("clerk", "fee", COMMUNE, CLERK, opens("cho-tra", "Khoản phải nộp")),
    Scene("clerk", "till", COMMUNE, CLERK, goes("/quy")),
    Scene("clerk", "returning", COMMUNE, CLERK, opens("cho-tra", "Trả kết quả")),
    Scene("clerk", "correction", COMMUNE, CLERK, opens("cho-tra", "Đính chính hồ sơ")),
    Scene("clerk", "apology", COMMUNE, LEADER, opens("cho-toi", "Xin lỗi và hẹn lại")),
    Scene("clerk", "outbox", COMMUNE, CLERK, shows_the_outbox),
    Scene("clerk", "paper-book", COMMUNE, CLERK, draws_a_paper_book),
    Scene("clerk", "paper", COMMUNE, CLERK, opens_a_paper),
    Scene("clerk", "parcels", COMMUNE, CLERK, goes("/buu-chinh")),
    Scene("clerk", "hand-over-lists", DISTRICT, CLERK, goes("/ban-giao")),
    Scene("clerk", "meeting", COMMUNE, SPECIALIST, opens("cho-toi", "Gọi họp, kiểm tra thực tế")),
    Scene("clerk", "book", COMMUNE, CLERK, goes("/so-theo-doi?nam=2020")),
    Scene("admin", "units", ADMINISTRATION, ADMINISTRATOR, goes("/don-vi")),
    Scene("admin", "calendars", ADMINISTRATION, ADMINISTRATOR, goes("/lich-lam-viec")),
    Scene("admin", "settings", ADMINISTRATION, ADMINISTRATOR, goes("/thiet-lap")),
    Scene("admin", "form-texts", ADMINISTRATION, ADMINISTRATOR, words_a_receipt),
    Scene("admin", "procedure-versions", ADMINISTRATION, ADMINISTRATOR, goes("/quan-tri/thu-tuc/1.001193")),
    Scene("admin", "new-procedure", ADMINISTRATION, ADMINISTRATOR, drafts_a_procedure),
    Scene("admin", "people", ADMINISTRATION, ADMINISTRATOR, goes("/can-bo")),
    Scene("admin", "roles", ADMINISTRATION, ADMINISTRATOR, goes("/vai-tro")),
    Scene("operator", "watch", ADMINISTRATION, ADMINISTRATOR, goes("/quan-tri/van-hanh")),
)


@contextmanager
def demo() -> Iterator[str]:
    """Start a demo of its own on a free port, give its address, stop it and throw it away."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = tempfile.mkdtemp(prefix="motcua-pictures-")
    environment = {**os.environ, "MOTCUA_HOME": home}
    command = [str(ROOT / ".venv/bin/motcua"), "serve", "--demo", "--port", str(port)]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    try:
        _wait_for(port, running)
        yield address
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(60)
        shutil.rmtree(home, ignore_errors=True)


def _wait_for(port: int, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and running.poll() is None:
        try:
            connection = http.client.HTTPConnection("localhost", port, timeout=5)
            connection.request("GET", "/khoe")
            connection.getresponse()
        except OSError:
            time.sleep(1)
        else:
            return
    raise SystemExit("The demo does not answer.")


def take(browser: Browser, address: str, scene: Scene) -> None:
    """Take one picture."""
    context = browser.new_context(
        base_url=address, viewport={"width": scene.width, "height": HEIGHT}, locale="vi-VN", reduced_motion="reduce"
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    if scene.unit:
        _sign_in(page, scene)
    scene.show(page)
    page.wait_for_load_state()
    page.evaluate("document.activeElement?.blur()")
    folder = ROOT / "docs" / scene.book / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{scene.name}.webp").write_bytes(_as_webp(page.screenshot(), context.new_page()))
    context.close()
    print(f"{scene.book}/{scene.name}", flush=True)


def _as_webp(png: bytes, page: Page) -> bytes:
    """Return a picture as lossy WebP, a third of the bytes; the browser makes it."""
    page.goto("about:blank")
    found = page.evaluate(
        """async png => {
            const picture = new Image();
            picture.src = "data:image/png;base64," + png;
            await picture.decode();
            const canvas = document.createElement("canvas");
            [canvas.width, canvas.height] = [picture.width, picture.height];
            canvas.getContext("2d").drawImage(picture, 0, 0);
            return canvas.toDataURL("image/webp", 0.55);
        }""",
        base64.b64encode(png).decode(),
    )
    return base64.b64decode(found.partition(",")[2])


def _sign_in(page: Page, scene: Scene) -> None:
    page.goto("/dang-nhap/thu")
    unit = page.locator("#don-vi option").filter(has_text=scene.unit).first.get_attribute("value")
    page.goto(f"/dang-nhap/thu?don-vi={unit}")
    page.locator("li", has_text=scene.post).get_by_role("button").first.click()
    page.wait_for_url("**/ban-lam-viec*")


def main() -> None:
    """Take the pictures that were asked for; what goes wrong is told at the end."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--at")
    asked = parser.parse_args()
    wanted = [scene for scene in SCENES if not asked.names or scene.name in asked.names]
    failed = []
    with demo() if not asked.at else _there(asked.at) as address, sync_playwright() as play:
        found = shutil.which("chromium") or shutil.which("google-chrome")
        browser = play.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for scene in wanted:
            try:
                take(browser, address, scene)
            except Exception as problem:  # noqa: BLE001 - told at the end, the other pictures are taken
                failed.append(f"{scene.name}: {str(problem).splitlines()[0]}")
        browser.close()
    if failed:
        sys.exit("\n".join(failed))


@contextmanager
def _there(address: str) -> Iterator[str]:
    yield address


if __name__ == "__main__":
    main()
