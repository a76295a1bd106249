"""Who gets in where: one row for every URL of the resolver. A URL without a row fails the test.

EVERYBODY  no decision is asked; the reason stands beside it
OWN        whoever is signed in, for what is theirs: lists show what the scope allows, things are one's own
BY_ACT     whoever has the act, in whatever unit: persons are one register for the province, and every look is noted
UNITS      whoever may look in a unit that has to do with the dossier; for everybody else it does not exist
"""

EVERYBODY = {
    "health": "is the house alive, for the machine that watches it",
    "ui:help": "help for everybody",
    "ui:accessibility": "what may be relied on",
    "ui:site_map": "the public pages",
    "ui:site_map_for_machines": "the public pages",
    "identity:sign-in": "the door itself",
    "identity:code": "the second half of the door; without the first it leads back",
    "identity:first-code": "the second half of the door, the first time",
    "identity:demo": "there is no such page outside of the demo",
    "identity:sign-out": "leaving is never refused",
    "catalogue:procedures": "what a procedure asks is public by law",
    "catalogue:procedure": "what a procedure asks is public by law",
    "dossiers:home": "leads officials to their desk, shows citizens the look-up",
    "dossiers:look-up": "by code: state, stations and dates, no person and no place",
    "dossiers:look-up-receipt": "by the unguessable token of the receipt",
    "api:openapi-json": "the description of the API",
    "api:api-root": "a library's name for the API's beginning; answers nothing",
}

OWN = {
    "ui:search",
    "identity:account",
    "identity:seat",
    "identity:password",
    "identity:new-code",
    "identity:sessions",
    "identity:end-session",
    "identity:tokens",
    "identity:revoke-token",
    "dossiers:desk",
    "dossiers:dossiers",
    "dossiers:signing",
    "dossiers:returning",
    "dossiers:reception-start",
    "dossiers:reception-procedures",
    "dossiers:reception-people",
    "dossiers:reception",
    "dossiers:reception-draft",
    "dossiers:reception-end",
    "dossiers:reception-now",
    "dossiers:reception-guidance",
    "dossiers:reception-refusal",
}

BY_ACT = {
    "parties:people": "parties.look",
    "parties:person": "parties.look",
    "parties:correction": "parties.correct",
}

UNITS = {
    "dossiers:dossier",
    "dossiers:received",
    "dossiers:looks",
    "dossiers:receive-filed",
    "dossiers:filed-draft",
    "dossiers:hand-over",
    "dossiers:assignment",
    "dossiers:reassignment",
    "dossiers:take-up",
    "dossiers:proposal",
    "dossiers:approval",
    "dossiers:send-back",
    "dossiers:supplement",
    "dossiers:supplement-completed",
    "dossiers:refusal",
    "dossiers:result",
    "dossiers:delivery",
    "dossiers:withdrawal",
    "dossiers:note",
    "dossiers:attachment",
    "dossiers:receipt-again",
    "dossiers:correction",
    "dossiers:cancellation",
    "dossiers:stop",
    "dossiers:apology",
    "dossiers:supplement-allowance",
    "dossiers:result-change",
    "dossiers:loss",
    "dossiers:loss-closed",
    "dossiers:control-slip",
    "dossiers:history",
    "dossiers:delivery-slip",
    "files:file",
    "prints:print",
}

#: Operations of the API that ask for no token.
API_FOR_EVERYBODY = {
    ("get", "/api/v1/look-up/{code}"): "as the page: state, stations and dates, no person and no place",
}
