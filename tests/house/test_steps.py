"""The steps of `make check`, one test each: `make test` and `make check` cannot disagree."""

import pytest

from tools.check import run, steps

STEPS = {step.word: step for step in steps() if not step.is_test}


@pytest.mark.parametrize("word", STEPS)
def test_step(word):
    passed, said = run(STEPS[word])

    assert passed, f"make check: {word}\n{said}"
