"""Whatever is asked of the API, a «no» is problem details (RFC 9457), in the caller's language."""

import io
import json

import pytest

from motcua.website import wsgi

pytestmark = pytest.mark.django_db

NOWHERE = ("/api", "/api/", "/api/v1", "/api/v2/x", "/api/v1/khong-co", "/api/v1/dossiers/a/b/c/d")


def ask(method, path, language="vi"):
    """Ask as the web server does, so that the API's own short chain answers."""
    said = {}
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT_LANGUAGE": language,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "http",
    }

    def start(status, headers, problem=None):
        said.update(status=int(status.split()[0]), **{name.lower(): value for name, value in headers})

    body = b"".join(wsgi.application(environ, start))
    return said, json.loads(body)


@pytest.mark.parametrize("path", NOWHERE)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_address_that_the_api_does_not_have(path, method):
    said, body = ask(method, path)

    assert (said["status"], said["content-type"]) == (404, "application/problem+json")
    assert body == {
        "type": "urn:motcua:problem:not-found",
        "title": "Không tìm thấy",
        "status": 404,
        "detail": "API không có địa chỉ này. Danh sách địa chỉ ở /api/v1/openapi.json.",
    }
    assert ask(method, path, "en")[1]["detail"].startswith("The API has no such address.")


@pytest.mark.parametrize("method", ["DELETE", "PUT", "OPTIONS", "PROPFIND"])
def test_a_method_that_an_address_does_not_take(method):
    said, body = ask(method, "/api/v1/dossiers")

    assert (said["status"], said["content-type"], said["allow"]) == (405, "application/problem+json", "GET, POST")
    assert body == {
        "type": "urn:motcua:problem:method-not-allowed",
        "title": "Cách gọi không được nhận",
        "status": 405,
        "detail": "Địa chỉ này chỉ nhận: GET, POST.",
    }
    assert ask(method, "/api/v1/dossiers", "en")[1]["detail"] == "This address takes only: GET, POST."


def test_the_list_of_addresses_that_the_sentence_names_is_there():
    assert "/api/v1/dossiers" in ask("GET", "/api/v1/openapi.json")[1]["paths"]


def test_an_address_that_only_looks_like_the_apis_is_a_page(client):
    answer = client.get("/apix")

    assert (answer.status_code, answer["Content-Type"]) == (404, "text/html; charset=utf-8")
