"""A running house for each journey, one browser for each file."""

import os

import pytest

from tests.journeys.house import AXE, CHROMIUM, House, morning, served


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/journeys" in str(item.path):
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium: make doctor names the package"))
            elif not AXE.is_file():
                item.add_marker(pytest.mark.skip(reason="axe-core is not installed: make setup"))


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread; the tests ask the database beside it, which is safe here.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")


@pytest.fixture
def house(province_db, chromium):
    with morning(), served() as address:
        opened = House(address, chromium)
        yield opened
        opened.leave()
