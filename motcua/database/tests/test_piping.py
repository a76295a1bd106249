"""Two programs, one telling and one writing: nothing that they say beside it stops them."""

from threading import Thread

import pytest

from motcua.database.piping import Manner, Program, flow
from motcua.database.runner import ServerProblem

WORLD = {"PATH": "/usr/bin:/bin"}
#: More than a pipe holds.
MUCH = "head -c 300000 /dev/zero | tr '\\0' x >&2"


def shell(words):
    return Program(["/bin/sh", "-c", words], WORLD)


def flows(telling, writing, **more):
    """Let it flow, but not for ever; return what was refused."""
    refused = []

    def run():
        try:
            flow(shell(telling), shell(writing), Manner(**more))
        except ServerProblem as problem:
            refused.append(str(problem))

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(30)
    assert not thread.is_alive(), "it stands still"
    return refused


def test_what_is_told_arrives_however_much_both_say_beside_it(tmp_path):
    assert flows(f"echo first; {MUCH}; echo last", f"{MUCH}; cat > {tmp_path}/kept") == []

    assert (tmp_path / "kept").read_text() == "first\nlast\n"


def test_a_line_is_left_out_once_and_what_looks_like_it_later_is_kept(tmp_path):
    assert flows("printf 'a\\nb\\nc\\nb\\n'", f"cat > {tmp_path}/kept", left_out=b"b\n") == []

    assert (tmp_path / "kept").read_text() == "a\nc\nb\n"


def test_the_end_follows_only_what_was_told_whole(tmp_path):
    assert flows("echo all", f"cat > {tmp_path}/whole", ended=b"commit\n") == []
    assert flows("echo half; exit 1", f"cat > {tmp_path}/torn", ended=b"commit\n") == [
        "Không chép được cơ sở dữ liệu: 1"
    ]

    assert (tmp_path / "whole").read_text() == "all\ncommit\n"
    assert (tmp_path / "torn").read_text() == "half\n"


@pytest.mark.parametrize(
    ("telling", "writing"),
    [
        (f"echo broken >&2; {MUCH}; exit 1", "cat > /dev/null"),
        ("head -c 3000000 /dev/zero", f"echo broken >&2; {MUCH}; exit 1"),
    ],
)
def test_whoever_fails_is_quoted_with_the_first_thing_said(telling, writing):
    assert flows(telling, writing) == ["Không chép được cơ sở dữ liệu: broken"]
