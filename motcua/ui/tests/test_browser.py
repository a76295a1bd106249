"""The scripts in a real browser, and the whole frame under axe at 360 and 1366 px."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from django.urls import clear_url_caches, set_urlconf

from motcua.ui.tests import stage

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = settings.ROOT / "node_modules/axe-core/axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: make doctor names the package"),
]


@pytest.fixture(scope="module")
def house():
    with override_settings(ROOT_URLCONF="motcua.ui.tests.stage"), stage.plugged():
        clear_url_caches()
        set_urlconf(None)
        with stage.served() as address:
            yield address
    clear_url_caches()


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, house):
    stage.SAVED.clear()
    stage.SENT.clear()
    stage.DOWN.clear()
    stage.SLOW.clear()
    context = chromium.new_context(base_url=house, viewport={"width": 1366, "height": 800})
    context.set_default_timeout(30_000)
    opened = context.new_page()
    complaints = []
    opened.on("pageerror", lambda problem: complaints.append(str(problem)))
    opened.on("console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None)
    yield opened
    context.close()
    assert complaints == []


def on_the_row(page):
    return page.locator("tr.is-here td:nth-child(2)").first.inner_text()


def options(page, **wanted):
    return page.locator(".mc-options").get_by_role("option", **wanted)


def test_j_and_k_walk_enter_opens_x_takes(page):
    page.goto("/ban")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert on_the_row(page) == "Hồ sơ 2"

    page.keyboard.press("k")
    assert on_the_row(page) == "Hồ sơ 1"

    page.keyboard.press("x")
    assert page.locator("[data-taken]").inner_text() == "1"
    assert page.locator(".mc-many").is_visible()

    page.keyboard.press("Enter")
    page.wait_for_url("**/hs/1")


def test_acts_on_many_wait_until_a_row_is_taken(page):
    page.goto("/ban")

    assert not page.locator(".mc-many").is_visible()


def test_slash_goes_to_the_search_where_letters_are_letters(page):
    page.goto("/ban")
    page.keyboard.press("/")
    page.keyboard.type("jk?x")

    assert page.input_value("#global-search") == "jk?x"
    assert page.locator("tr.is-here").count() == 0


def test_a_question_mark_shows_the_keys_and_escape_closes_them(page):
    page.goto("/ban")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()

    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()


def test_every_field_is_saved_and_the_page_says_when(page):
    page.goto("/nhap")
    page.fill("[name=phone]", "0912345678")
    page.locator("[data-saved]", has_text="Đã lưu lúc 08:31:07").wait_for()

    assert stage.SAVED[-1]["phone"] == "0912345678"
    assert page.locator("[data-region=receipt]").inner_text() == "Hẹn trả 18/5"


def test_an_answer_to_what_was_typed_before_takes_no_tick_back(page):
    page.goto("/nhap")
    page.fill("[name=phone]", "0912345678")
    page.locator("[name=agreed]").wait_for()
    page.locator("[data-saved]", has_text="Đã lưu lúc").wait_for()

    stage.ANSWER.clear()
    with page.expect_request("**/luu"):
        page.fill("[name=phone]", "0912345679")
    page.locator("[name=agreed]").check()
    page.locator("[name=phone]").focus()
    with page.expect_response("**/luu"), page.expect_request(lambda asked: "agreed" in (asked.post_data or "")):
        stage.ANSWER.set()

    assert page.is_checked("[name=agreed]")


def test_what_could_not_be_sent_is_offered_back(page):
    stage.DOWN.set()
    page.goto("/nhap")
    page.fill("[name=note]", "Đường vào thôn bị lở")
    page.check("[name=channel][value=b]")
    page.check("[name=sms]")
    page.locator("[data-saved]", has_text="Chưa gửi được").wait_for()
    page.reload()

    assert "Máy này còn giữ phần bạn gõ lúc" in page.locator(".mc-message").inner_text()
    assert page.input_value("[name=note]") == ""

    stage.DOWN.clear()
    page.get_by_role("button", name="Lấy lại").click()
    assert page.input_value("[name=note]") == "Đường vào thôn bị lở"
    assert page.is_checked("[name=channel][value=b]")
    assert page.is_checked("[name=sms]")
    page.locator("[data-saved]", has_text="Đã lưu lúc").wait_for()

    page.reload()
    assert page.locator(".mc-message").count() == 0


def test_ctrl_enter_sends_and_a_double_click_sends_once(page):
    page.goto("/nhap")
    page.fill("[name=phone]", "0912345678")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/gui")
    assert len(stage.SENT) == 1

    page.goto("/nhap")
    page.get_by_role("button", name="Tiếp nhận").dblclick()
    page.wait_for_url("**/gui")
    assert len(stage.SENT) == 2


def test_a_suggestion_is_chosen_with_the_arrows(page):
    page.goto("/nhap")
    field = page.get_by_role("combobox", name="Thủ tục")
    field.press_sequentially("khai")
    options(page, name="Đăng ký lại khai sinh").wait_for()
    assert field.get_attribute("aria-expanded") == "true"

    field.press("ArrowDown")
    field.press("ArrowDown")
    assert options(page, selected=True).inner_text() == "Đăng ký lại khai sinh"
    assert field.get_attribute("aria-activedescendant") == options(page, selected=True).get_attribute("id")

    field.press("Enter")
    assert page.input_value("[name=procedure]") == "2"
    assert page.input_value("[name=procedure_text]") == "Đăng ký lại khai sinh"
    assert field.get_attribute("aria-expanded") == "false"


def test_on_a_slow_line_the_arrow_waits_for_the_answer_under_way(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/goi-y" in request.url else None)
    page.goto("/nhap")
    field = page.get_by_role("combobox", name="Thủ tục")
    field.press_sequentially("khai")
    options(page).first.wait_for()
    field.press("Escape")
    asked.clear()

    stage.SLOW.set()
    for _press in range(5):
        field.press("ArrowDown")
    options(page).first.wait_for()

    assert len(asked) == 1


def test_typing_on_takes_the_choice_back(page):
    page.goto("/nhap")
    field = page.get_by_role("combobox", name="Thủ tục")
    field.press_sequentially("khai")
    options(page).first.click()
    field.press("x")

    assert page.input_value("[name=procedure]") == ""


def test_the_summary_has_the_focus_and_leads_to_the_field(page):
    page.goto("/nhap?sai")
    assert page.evaluate("document.activeElement.matches('.govuk-error-summary')")

    page.get_by_role("link", name="Số này thiếu bảy chữ số").click()
    assert page.evaluate("document.activeElement.name") == "phone"


def test_without_script_the_page_is_whole(chromium, house):
    context = chromium.new_context(base_url=house, java_script_enabled=False)
    page = context.new_page()
    page.goto("/nhap")

    assert page.get_by_role("button", name="Tìm").is_visible()
    page.fill("[name=phone]", "0912345678")
    page.get_by_role("button", name="Tiếp nhận").click()
    page.wait_for_url("**/gui")
    context.close()

    assert stage.SENT[-1]["phone"] == "0912345678"


def test_the_rail_becomes_a_menu_on_a_telephone(page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/ban")

    assert not page.locator(".mc-rail").is_visible()
    page.locator("summary", has_text="Danh mục").click()
    assert page.locator(".mc-menu").get_by_role("link", name="Tiếp nhận").is_visible()


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: make setup")
@pytest.mark.parametrize("width", [360, 1366])
@pytest.mark.parametrize(
    "address", ["/ban", "/nhap?sai", "/tra-cuu", "/tim?q=khai", "/tro-giup", "/tiep-can", "/so-do"]
)
def test_axe_finds_nothing_and_nothing_stands_out_of_the_page(chromium, house, address, width):
    context = chromium.new_context(base_url=house, viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    page.goto(address)
    page.evaluate(Path(AXE).read_text())
    found = page.evaluate("tags => axe.run({runOnly: tags})", WCAG)
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    context.close()

    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found["violations"]] == []
    assert overflow <= 0


@pytest.mark.parametrize("address", ["/tra-cuu"])
def test_citizens_targets_are_large_enough_for_a_thumb(chromium, house, address):
    context = chromium.new_context(base_url=house, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(address)
    small = page.evaluate(
        """[...document.querySelectorAll("a, button, input")].filter((e) => e.offsetParent && !e.matches(".govuk-skip-link"))
        .map((e) => [e.outerHTML.slice(0, 60), e.getBoundingClientRect().height]).filter(([, height]) => height < 44)"""
    )
    context.close()

    assert small == []
