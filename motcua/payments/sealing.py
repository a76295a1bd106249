"""What typed words are sealed for."""

REASON = "payments.reason"
PROOF = "payments.proof"
REFERENCE = "payments.reference"
EXPLANATION = "payments.explanation"
