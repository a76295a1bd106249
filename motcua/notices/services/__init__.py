"""What others ask of notices."""

from motcua.notices.services.decide import resend, settle
from motcua.notices.services.load import load
from motcua.notices.services.publish import publish
from motcua.notices.services.report import take_report
from motcua.notices.services.tell import tell
from motcua.notices.services.wish import accept, decline

__all__ = ["accept", "decline", "load", "publish", "resend", "settle", "take_report", "tell"]
