"""What is measured is what is installed."""

import inspect

from motcua.bench import stage
from motcua.website.serving import commands


def test_the_benches_serve_as_an_installed_house_does():
    asked = inspect.signature(stage.server).parameters
    installed = commands.INSTALLED
    assert (asked["workers"].default, asked["threads"].default) == (installed.workers, installed.threads)
