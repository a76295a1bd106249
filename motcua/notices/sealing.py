"""Purposes under which a message's personal parts are sealed."""

ADDRESS, SUBJECT, BODY, ANSWER = "notices.address", "notices.subject", "notices.body", "notices.answer"
