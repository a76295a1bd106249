"""For what this module seals."""

ADDRESS, SENDER, NOTE, POSTMAN, WORDS, ANNOUNCED = (
    "postal.address",
    "postal.sender",
    "postal.note",
    "postal.postman",
    "postal.words",
    "postal.announced",
)
