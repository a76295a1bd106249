"""Officials and citizens at their screens, for stories about pages."""

from __future__ import annotations

import re
from html import unescape

from django.contrib.auth import get_user_model
from django.test import Client

from motcua.dossiers.forms.reception import field_of
from motcua.dossiers.tests.one_stop import stored


class Screen:
    """A browser without script: what a page says, and what is sent from it."""

    def __init__(self, actor=None):
        self.actor, self.client = actor, Client()
        if actor is not None:
            account = get_user_model().objects.get(id=actor.account)
            self.client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")

    def sees(self, path, status=200):
        response = self.client.get(path)
        assert response.status_code == status, (path, response.status_code, words_of(response)[-800:])
        return words_of(response)

    def opens(self, path):
        return self.client.get(path)

    def sends(self, path, values=None, **more):
        return self.client.post(path, {**(values or {}), **more})

    def does(self, number, noun, **values):
        """Send an act's form with the revision that the page shows now."""
        values.setdefault("revision", stored(number).revision)
        return self.client.post(f"/ho-so/{number}/{noun}", values)


def words_of(response):
    """What a page says, without its markup."""
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def values_of(reception, **changes):
    """What a clerk types for a reception."""
    values = {
        "procedure": str(reception.procedure),
        "case": reception.case,
        "owner_kind": "citizen",
        "owner_name": reception.owner["name"],
        "owner_birth": reception.owner["birth"],
        "owner_number": reception.owner["number"],
        "phone": reception.owner["phone"],
    }
    for paper in reception.papers:
        if paper.paper:
            values |= {field_of(paper.paper): "on", f"{field_of(paper.paper)}_originals": "1"}
    return values | changes
