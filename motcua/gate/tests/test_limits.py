"""Limits: counting in the database, uploads at a time, bodies that come whole."""

import threading
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.test import RequestFactory

from motcua.gate import queries, services
from motcua.gate.types import TooMany, UploadCut, UploadsBusy, UploadTooLarge
from motcua.gate.uploads import Places, uploading
from motcua.kernel import statements

AT = datetime(2026, 11, 23, 8, 0, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.django_db
class TestCounting:
    def count(self, at=AT, kind="look-up", who="203.0.113.0/24"):
        return services.count(kind=kind, who=who, at=at, limit=3, window=MINUTE)

    def test_the_fourth_within_a_minute_is_beyond_three(self):
        assert [self.count() for _ in range(4)] == [True, True, True, False]

    def test_the_next_minute_begins_anew(self):
        for _ in range(4):
            self.count()

        assert self.count(AT + MINUTE) is True

    def test_kinds_and_callers_are_counted_apart(self):
        for _ in range(4):
            self.count()

        assert self.count(kind="sign-in") is True
        assert self.count(who="198.51.100.0/24") is True

    def test_beyond_the_limit_the_answer_says_when_to_come_back(self):
        for _ in range(3):
            services.check(kind="x", who="a", at=AT, limit=3, window=MINUTE)

        with pytest.raises(TooMany) as refused:
            services.check(kind="x", who="a", at=AT, limit=3, window=MINUTE)

        assert (refused.value.status, refused.value.retry_after) == (429, 30)

    def test_who_was_counted_is_not_written_down(self):
        self.count()

        assert b"203" not in bytes(statements.row("SELECT who FROM gate_tally")["who"])


def test_the_network_of_a_request_believes_only_named_proxies(settings):
    request = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.7")

    settings.TRUSTED_PROXIES = []
    assert queries.client_network(request) == "127.0.0.0/24"
    settings.TRUSTED_PROXIES = ["127.0.0.0/8"]
    assert queries.client_network(request) == "198.51.100.0/24"
    assert queries.client_address(request) == "198.51.100.7"


def test_beyond_its_places_a_process_takes_no_upload():
    places = Places(1)

    with places, pytest.raises(UploadsBusy) as refused, places:
        pass

    assert (refused.value.status, refused.value.retry_after) == (503, 5)
    with places:
        pass


class TestUploading:
    """A view that takes files."""

    @staticmethod
    def view(most=None, places=None):
        @uploading(most, within=places)
        def receive(request):
            return HttpResponse(request.FILES["file"].read())

        return receive

    @staticmethod
    def post(content=b"whole", **extra):
        request = RequestFactory().post("/", {"file": SimpleUploadedFile("a.pdf", content)}, **extra)
        request._dont_enforce_csrf_checks = True
        return request

    def test_a_whole_body_reaches_the_view(self):
        assert self.view()(self.post()).content == b"whole"

    def test_a_cut_body_never_does(self):
        request = self.post(b"x" * 200_000)
        whole = request.environ["wsgi.input"].read()
        cut = WSGIRequest({**request.environ, "wsgi.input": BytesIO(whole[:100_000])})
        cut._dont_enforce_csrf_checks = True

        with pytest.raises(UploadCut):
            self.view()(cut)

    def test_what_announces_too_much_is_not_read(self):
        with pytest.raises(UploadTooLarge) as refused:
            self.view(most=100)(self.post(b"x" * 1000))

        assert refused.value.status == 413

    def test_csrf_is_checked_after_the_body(self, settings):
        settings.CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
        request = self.post()
        request._dont_enforce_csrf_checks = False

        assert self.view()(request).status_code == 403

    def test_a_place_is_held_while_the_body_comes_and_free_for_the_view(self):
        places = Places(1)
        waiting, go_on = threading.Event(), threading.Event()

        class Slow:
            def __init__(self, stream):
                self.stream = stream

            def read(self, *size):
                waiting.set()
                assert go_on.wait(5)
                return self.stream.read(*size)

            def __getattr__(self, name):
                return getattr(self.stream, name)

        slow = self.post()
        slow._stream = Slow(slow._stream)
        answers = []
        thread = threading.Thread(target=lambda: answers.append(self.view(places=places)(slow).content))
        thread.start()
        assert waiting.wait(5)

        with pytest.raises(UploadsBusy):
            self.view(places=places)(self.post())
        go_on.set()
        thread.join(5)
        assert answers == [b"whole"]
        assert self.view(places=places)(self.post()).content == b"whole"
