"""What the sealed texts of this module are bound to."""

REASON = "privacy.reason"
