"""The demo's post behind a real port, for stories: what it says is read by the same carrier as in a province."""

import threading
from contextlib import contextmanager

from motcua.dossiers.tests.one_stop import stored
from motcua.kernel import moments
from motcua.kernel.statements import run
from motcua.postal.far.post_office import Post, mood_of
from motcua.postal.queries.settings import office
from motcua.postal.working import carrying


class Clock:
    """The business clock, which goes on when somebody says so."""

    def __init__(self, now):
        self.now = now

    def __call__(self):
        return self.now


@contextmanager
def open_post(folder, settings, *, wait=2.0):
    """A post that answers, whose parcels come as far as they can at every question."""
    post = Post(0, folder, now=moments.now, pace=0.0)
    thread = threading.Thread(target=post.serve_forever, args=[0.01], daemon=True)
    thread.start()
    settings.POST_URL = f"http://127.0.0.1:{post.server_address[1]}/hcc"
    settings.POST_WAIT, settings.POST_USER, settings.POST_CUSTOMER = wait, "bac-kan", "BK01"
    try:
        yield post
    finally:
        post.ended.set()
        post.shutdown()
        post.server_close()


def empty():
    """Nothing of an earlier story lies at the post."""
    for table in ("event", "arrival", "announced", "mark"):
        run(f"delete from postal_{table}")
    run("delete from postal_parcel")
    run("delete from postal_bag")


def carried():
    """One round of the carrier, whatever was put off."""
    run("update postal_parcel set not_before = made_at")
    return carrying.carry(office())


def parcel_of(number):
    """The newest parcel of a dossier, as its record knows it."""
    return stored(number).life.parcels[-1]


def of_mood(made, mood):
    """Make dossiers until the post treats one's parcel so; return its number."""
    for _try in range(400):
        number = made()
        if mood_of(f"{number}-BC1") is mood:
            return number
    raise AssertionError(mood)
