"""What machines ask: do the pages answer, is every part alive, the figures; and who may read these."""

import pytest
from django.test import Client


@pytest.fixture
def client():
    return Client()


def test_the_pages_answer_without_a_database(client):
    response = client.get("/health")

    assert (response.status_code, response.json()) == (200, {"alive": True})


def test_ready_says_which_part_is_missing(client, db):
    response = client.get("/ready")

    assert response.status_code == 503
    assert response.json() == {
        "database": True,
        "sealer": False,
        "worker": False,
        "sealing_lag_seconds": 0.0,
        "well": False,
    }


def test_prometheus_reads_answers_and_figures(client, db):
    client.get("/health")

    lines = client.get("/metrics").content.decode().splitlines()

    names = {line.split(" ")[0].split("{")[0] for line in lines if not line.startswith("#")}
    assert {
        "motcua_answers_total",
        "motcua_answer_seconds_bucket",
        "motcua_sealing_lag_seconds",
        "motcua_reading_lag_seconds",
        "motcua_ledger_parked_lines",
        "motcua_jobs_failed",
        "motcua_disk_free_ratio",
        "motcua_slow_statements",
        "motcua_notices_late",
        "motcua_postal_late",
        "motcua_postal_asking",
    } <= names
    assert any(line.startswith('motcua_answers_total{method="GET",status="200"} ') for line in lines)


@pytest.mark.parametrize(
    ("asking", "networks", "proxies", "status"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, [], [], 200),
        ({"REMOTE_ADDR": "203.0.113.9"}, [], [], 404),
        ({"REMOTE_ADDR": "203.0.113.9"}, ["203.0.113.0/24"], [], 200),
        # Behind a proxy everybody comes from this machine; only a trusted one's word says who really asks.
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}, [], [], 404),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, [], [], 404),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}, [], ["127.0.0.1/32"], 404),
        (
            {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"},
            ["203.0.113.9/32"],
            ["127.0.0.1/32"],
            200,
        ),
    ],
)
@pytest.mark.django_db
def test_figures_are_for_this_machine_and_the_named_networks(settings, asking, networks, proxies, status):
    settings.METRICS_FROM, settings.TRUSTED_PROXIES = networks, proxies

    assert Client().get("/metrics", **asking).status_code == status
