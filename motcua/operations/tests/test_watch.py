"""The operator's page: what is not well stands first and says what to do; a figure that fails hides no other."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519
from django.contrib.auth import get_user_model
from django.test import Client

from motcua.identity.tests.world import PROVINCE, load_province, shift_seconds, somebody
from motcua.kernel import alarms, moments
from motcua.kernel.statements import row
from motcua.ledger.services import catch_up
from motcua.operations import queries, records
from motcua.operations.queries import watching
from motcua.operations.types import Level, level


@pytest.fixture(autouse=True)
def world(committed_db, monkeypatch, settings, tmp_path):
    monkeypatch.setenv("MOTCUA_CLOCK_SHIFT", shift_seconds())
    settings.IDENTITY_CODE_REQUIRED = False
    monkeypatch.setattr(records, "folder", lambda: tmp_path)
    load_province()
    catch_up()


def client_of(role, **more):
    client, account = Client(), somebody(role, PROVINCE, post_role="leader", **{"reach": "everywhere", **more})
    client.force_login(
        get_user_model().objects.get(id=account.id), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def figure(code):
    return next(each for each in queries.figures() if each.code == code)


def test_an_administrator_sees_first_what_must_be_done_and_how():
    html = client_of("administrator").get("/quan-tri/van-hanh").content.decode()

    assert html.index("Bản sao lưu cuối cùng") < html.index("Nhật ký chờ niêm phong")
    assert "Gõ «motcua backup THƯ-MỤC» mỗi đêm" in html
    assert "Chưa có chuông báo nào." in html


def test_the_page_is_not_for_a_counter_and_stands_under_administration():
    assert client_of("counter").get("/quan-tri/van-hanh").status_code == 403
    assert "/quan-tri/van-hanh" in client_of("administrator").get("/quan-tri").content.decode()


def test_an_operator_sees_how_the_house_runs_and_nothing_else():
    operator = client_of("operator")

    page = operator.get("/quan-tri/van-hanh").content.decode()
    assert "Bản sao lưu cuối cùng" in page
    assert 'href="/quan-tri/van-hanh"' in page
    assert operator.get("/").headers["Location"] == "/quan-tri/van-hanh"
    for closed in ("/nguoi", "/can-bo", "/quan-tri/ho-so-cu"):
        assert operator.get(closed).status_code in {403, 404}
    assert 'href="/ho-so"' not in page


def test_an_operator_of_one_unit_sees_nothing():
    assert client_of("operator", reach="unit").get("/quan-tri/van-hanh").status_code == 403


def test_a_copy_grows_old():
    records.write("backup", name="x", target="/nowhere", damaged=0)
    assert figure("backup_age_seconds").level is Level.WELL
    assert figure("backup_free_ratio").advice.startswith("Ổ đĩa sao lưu chưa gắn.")

    records.write("backup", name="x", target="/nowhere", damaged=2)
    assert (figure("backup_age_seconds").said, figure("backup_age_seconds").level) == (
        "2 tệp trong kho hỏng",
        Level.ACT,
    )


def test_a_drill_that_failed_says_where():
    records.write("drill", well=False, failed="Đọc lại mọi tệp", said="Đã đọc 9 tệp, 1 tệp mất hoặc đã đổi.")

    found = figure("drill_age_seconds")

    assert (found.said, found.level) == ("không đạt ở bước «Đọc lại mọi tệp»", Level.ACT)
    assert found.advice == "Đã đọc 9 tệp, 1 tệp mất hoặc đã đổi. Sửa rồi diễn tập lại."


def test_an_alarm_is_on_the_page():
    alarms.ring("clock.stepped", "Đồng hồ máy vừa bị chỉnh +9 giây. Kiểm tra dịch vụ đồng bộ giờ.", seconds=9)

    assert [(alarm.code, alarm.sentence[:8]) for alarm in queries.alarms()] == [("clock.stepped", "Đồng hồ ")]
    assert "vừa bị chỉnh +9 giây" in client_of("administrator").get("/quan-tri/van-hanh").content.decode()


@pytest.mark.parametrize(("days", "wanted"), [(90, Level.WELL), (20, Level.WATCH), (3, Level.ACT)])
def test_a_certificate_is_watched_before_its_last_day(days, wanted, settings, tmp_path):
    (tmp_path / "site.pem").write_bytes(certificate(moments.machine_now() + timedelta(days=days)))
    settings.CERTIFICATES = [str(tmp_path / "site.pem")]

    assert figure("certificate_seconds_left").level is wanted


def test_what_cannot_be_read_is_unknown_and_hides_nothing(settings):
    settings.CERTIFICATES = ["/nowhere/site.pem"]

    found = {each.code: each.level for each in queries.figures()}

    assert found["certificate"] is Level.UNKNOWN
    assert found["sealing_lag_seconds"] is Level.WELL


def test_a_slow_statement_is_shown_without_its_values(committed_db, monkeypatch):
    monkeypatch.setattr(watching, "OFTEN", 1)
    with committed_db.cluster.superuser(committed_db.name) as superuser:
        superuser.execute("select pg_stat_statements_reset()")
    row("select pg_sleep(0.3), %s as said", ["Nông Thị Hạnh"])

    lines = figure("slow_statements").lines

    assert len(lines) == 1
    assert "pg_sleep(" in lines[0]
    assert "Hạnh" not in lines[0]


@pytest.mark.parametrize(
    ("value", "watch", "act", "wanted"),
    [
        (1, 2, 10, Level.WELL),
        (2, 2, 10, Level.WATCH),
        (10, 2, 10, Level.ACT),
        (0.5, 0.2, 0.1, Level.WELL),
        (0.2, 0.2, 0.1, Level.WATCH),
        (0.1, 0.2, 0.1, Level.ACT),
        (None, 2, 10, Level.UNKNOWN),
    ],
)
def test_a_figure_is_bad_when_high_or_when_low(value, watch, act, wanted):
    assert level(value, watch, act) is wanted


def certificate(until):
    key = ed25519.Ed25519PrivateKey.generate()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "motcua.vidu.vn")])
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, until - timedelta(days=365), until)
    return made.sign(key, None).public_bytes(encoding=serialization.Encoding.PEM)
