"""The whole house behind a real browser: a commune's people at their screens, a citizen with a telephone."""

import os
import shutil
import threading
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.contrib.staticfiles.views import serve
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import Client

from motcua.dossiers.tests.one_stop import OneStop, at
from motcua.kernel import moments

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = settings.ROOT / "node_modules/axe-core/axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: The morning of the stories; the clock runs on from it.
MORNING = "2020-05-11 08:30"
#: Where pictures of the pages go, if somebody wants to look: JOURNEY_PICTURES=folder.
PICTURES = "JOURNEY_PICTURES"


class House:
    """The running house; ``sits`` brings somebody to a screen."""

    def __init__(self, address, chromium):
        self.address, self.chromium = address, chromium
        self.stop = OneStop.open()
        self.contexts = []

    def sits(self, actor=None, *, width=1366, script=True):
        """A browser window of somebody who is signed in, or of nobody."""
        context = self.chromium.new_context(
            base_url=self.address,
            viewport={"width": width, "height": 800},
            java_script_enabled=script,
            locale="vi-VN",
        )
        context.set_default_timeout(30_000)
        if actor is not None:
            context.add_cookies([{"name": "sessionid", "value": session_of(actor), "url": self.address}])
        self.contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda problem: page.complaints.append(str(problem)))
        page.on("console", lambda line: page.complaints.append(line.text) if "Content Security" in line.text else None)
        return page

    def leave(self):
        """Close every window; what a script or the content policy complained about fails the test."""
        complaints = [
            said for context in self.contexts for page in context.pages for said in getattr(page, "complaints", [])
        ]
        for context in self.contexts:
            context.close()
        assert complaints == []


def session_of(actor):
    """Sign somebody in and return the cookie."""
    client = Client()
    client.force_login(
        get_user_model().objects.get(pk=actor.account),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return client.cookies["sessionid"].value


def faults(page):
    """What axe finds on a page at WCAG 2.2 AA, and how far it stands out to the right."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(Path(AXE).read_text())
    found = page.evaluate("tags => axe.run({runOnly: tags})", WCAG)
    wrong = [
        (rule["id"], [(node["html"][:200], node["failureSummary"]) for node in rule["nodes"]])
        for rule in found["violations"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*wrong, *([("wider than the screen", wide)] if wide > 0 else [])]


def picture(page, name):
    """Keep a picture of the page, if a folder is named."""
    folder = os.environ.get(PICTURES)
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


@contextmanager
def morning():
    """Let the business clock begin at MORNING."""
    kept = os.environ.get(moments.SHIFT_VARIABLE)
    os.environ[moments.SHIFT_VARIABLE] = str((at(MORNING) - moments.machine_now()).total_seconds())
    try:
        yield
    finally:
        os.environ.pop(moments.SHIFT_VARIABLE)
        if kept is not None:
            os.environ[moments.SHIFT_VARIABLE] = kept


class _Static(StaticFilesHandler):
    def serve(self, request):
        return serve(request, self.file_path(request.path), insecure=True)


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def process_request_thread(self, request, client_address):
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()


class _Quiet(WSGIRequestHandler):
    def log_message(self, *arguments):
        pass


@contextmanager
def served():
    """Serve the house on a free port of this machine; yields its address."""
    server = make_server("127.0.0.1", 0, _Static(get_wsgi_application()), server_class=_Server, handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def cursor_stands_in(page, name):
    """Wait until a page that has just come has put the cursor into this field by itself."""
    page.wait_for_function("name => document.activeElement?.name === name", arg=name)


def tab_to(page, target, most=120):
    """Walk with the tabulator until the target has the focus: by keyboard alone."""
    for _step in range(most):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the tabulator does not come to {target}")


def type_into(page, label, text):
    """Tab to a field and type into it."""
    tab_to(page, page.get_by_label(label, exact=True).locator("visible=true").first)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def press(page, name, key="Enter", role="button"):
    """Tab to a button and press it."""
    tab_to(page, page.get_by_role(role, name=name, exact=True).locator("visible=true").first)
    page.keyboard.press(key)
