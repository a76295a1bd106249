"""The tools around the code: what a newcomer meets first must not fail in odd places."""

import gettext
import os
import subprocess
import sys
from io import BytesIO

import pytest

from tests.architecture.house import ROOT
from tools import doctor, set_up, translations


def find_python(**environment):
    return subprocess.run(
        [ROOT / "tools" / "find_python.sh"],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_usable_python_is_found():
    found = find_python()

    assert found.returncode == 0
    version = subprocess.run(
        [found.stdout.strip(), "-c", "import sys, venv; print(sys.version_info[:2])"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert version.stdout.strip() in {"(3, 11)", "(3, 12)", "(3, 13)"}


def test_a_python_that_does_not_work_is_named():
    refused = find_python(PYTHON="/bin/false")

    assert refused.returncode == 1
    assert "PYTHON=/bin/false does not work here" in refused.stderr


@pytest.fixture
def no_browser(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("MOTCUA_BROWSER", raising=False)
    monkeypatch.setenv("WITHOUT", "")


def test_the_doctor_names_the_line_that_installs_a_browser(no_browser, capsys):
    assert doctor.need() == 1
    said = capsys.readouterr().out

    assert "apt-get install chromium" in said
    assert "make test WITHOUT=browser" in said


def test_what_is_left_out_on_purpose_is_not_missing(no_browser, monkeypatch):
    monkeypatch.setenv("WITHOUT", "browser")

    assert doctor.need() == 0
    assert doctor.missing() == []


def test_the_build_server_is_told_package_names_only(no_browser, capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["doctor.py", "packages"])

    assert doctor.main() == 0
    assert capsys.readouterr().out.strip() in {"chromium", "chromium-browser"}


def test_a_fingerprint_changes_with_what_it_covers(tmp_path, monkeypatch):
    monkeypatch.setattr(set_up, "ROOT", tmp_path)
    lock = tmp_path / "requirements.lock"
    lock.write_text("django==5.2")
    before = set_up.fingerprint(lock)
    (tmp_path / "other").write_text("x")

    assert set_up.fingerprint(lock, tmp_path / "absent") == before
    lock.write_text("django==5.3")
    assert set_up.fingerprint(lock) != before


def test_an_environment_made_in_another_folder_is_noticed(tmp_path, monkeypatch):
    activate = tmp_path / "bin" / "activate"
    activate.parent.mkdir()
    monkeypatch.setattr(set_up, "VENV", tmp_path)
    activate.write_text(f'VIRTUAL_ENV="{tmp_path}"')
    assert not set_up.has_moved()
    activate.write_text('VIRTUAL_ENV="/elsewhere/.venv"')
    assert set_up.has_moved()


CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

#: a comment
msgid "Hẹn trả ngày %(day)s"
msgstr ""
"Due on "
"%(day)s"

msgctxt "verb"
msgid "Chuyển"
msgstr "Hand over"

msgid "%(n)s hồ sơ"
msgid_plural "%(n)s hồ sơ"
msgstr[0] "%(n)s dossier"
msgstr[1] "%(n)s dossiers"

#, fuzzy
msgid "Chưa chắc"
msgstr "Not sure"
"""


def test_a_catalogue_is_compiled_as_gettext_reads_it(tmp_path):
    path = tmp_path / "django.po"
    path.write_text(CATALOGUE, encoding="utf-8")
    read = gettext.GNUTranslations(BytesIO(translations.compiled(translations.read(path))))

    assert read.gettext("Hẹn trả ngày %(day)s") == "Due on %(day)s"
    assert read.pgettext("verb", "Chuyển") == "Hand over"
    assert read.ngettext("%(n)s hồ sơ", "%(n)s hồ sơ", 2) == "%(n)s dossiers"
    assert read.gettext("Chưa chắc") == "Chưa chắc"


def test_a_broken_catalogue_names_its_line(tmp_path):
    path = tmp_path / "django.po"
    path.write_text('msgid "a"\nmsgstr b\n', encoding="utf-8")

    with pytest.raises(translations.Unreadable, match=r"django\.po:2"):
        translations.read(path)
