"""What a program calls about personal data: proposals to erase, what is over its time, the register, who looked."""

from __future__ import annotations

import pytest

from motcua.dossiers.tests.one_stop import at
from motcua.dossiers.tests.test_api import Caller
from motcua.kernel import moments
from motcua.kernel.ids import new_id

#: Whose data is asked for; ten years and a day after a withdrawal of 11/5/2020.
CARD, OVER = "095900000001", "2030-05-12 09:00"


def privacy_calls(stop, note):
    """Call every operation about personal data once, each as it succeeds."""
    clerk, counter, leader = map(Caller, (stop.person("document_clerk"), stop.clerk, stop.leader))
    numbers = [stop.receives().code for _time in range(4)]
    for number in numbers:
        assert counter.post(f"/dossiers/{number}/withdrawal", {"reason": "Đổi ý."}).status_code == 200
    for number, noun, body in (
        (numbers[0], "approval", {"decision": "45/QĐ-UBND"}),
        (numbers[1], "refusal", {"answer": "Còn khiếu nại."}),
    ):
        asked = {"subject": number, "ground": "wrongly_taken", "reason": "Nhận nhầm giấy của người khác."}
        made = note("propose_erasure", clerk.post("/erasures", asked, str(new_id())))
        assert made["lines"][0]["label"] == number
        operation = "approve_erasure" if noun == "approval" else "decline_erasure"
        note(operation, leader.post(f"/erasures/{made['id']}/{noun}", body, str(new_id())))
    assert note("erasure", leader.get(f"/erasures/{made['id']}"))["answer"] == "Còn khiếu nại."
    assert note("erasures", leader.get("/erasures"))["waiting"] == 0
    assert note("processing", clerk.get("/processing-register"))["holdings"]
    owner = {"name": "Bàn Thị Hỏi", "birth": "1990", "number": CARD}
    assert counter.get(f"/dossiers/{stop.receives(owner=owner).code}").status_code == 200
    shown = {"number": CARD, "reason": "Người ấy đến quầy."}
    assert note("tell_who_looked", counter.post("/looks-told", shown))["looks"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(moments, "now", lambda: at(OVER))
        due = note("due_dossiers", clerk.get("/due-dossiers"))["dossiers"]
        chosen = [line["id"] for line in due if line["number"] in numbers[1:]]
        assert len(chosen) == 3
        made = note("propose_erasure_round", clerk.post("/erasure-rounds", {"dossiers": chosen, "reason": "Hết hạn."}))
        assert made["size"] == 3
