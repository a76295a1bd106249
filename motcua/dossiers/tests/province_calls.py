"""What a program of the province's administrator calls: units, posts, calendar, settings, procedures."""

from __future__ import annotations

from datetime import date

from motcua.catalogue import queries as catalogue
from motcua.dossiers.tests.test_api import Caller
from motcua.dossiers.tests.test_new_version import administrator

PAPER = "QĐ 9/QĐ-UBND ngày 11/5/2020"
NEW = "BKA-API.1"


def province_calls(stop, note):
    """Call every operation about the province once, each as it succeeds."""
    first, second = (Caller(administrator(stop, f"chuong-trinh-{number}", "everywhere")) for number in ("mot", "hai"))
    units_and_posts(first, note)
    times(first, note)
    settings(first, note)
    note("procedures", first.get("/procedures"))
    note("procedure", first.get("/procedures/1.001193"))
    drafts(first, second, note)
    proposals(first, second, note)
    versions(first, note)


def units_and_posts(caller, note):
    commune = note("units", caller.get("/units?level=commune"))["units"][0]
    assert note("unit", caller.get(f"/units/{commune['code']}"))["parent"] == commune["parent"]
    founded = {
        "code": "BK-API01", "name": "Xã Nà Thử", "unit_type": "xã", "parent": commune["parent"],
        "valid_from": "2020-06-01", "paper": PAPER,
    }  # fmt: skip
    assert note("found_unit", caller.post("/units", founded))["name"] == "Xã Nà Thử"
    place = f"/units/{commune['code']}"
    note("rename_unit", caller.post(f"{place}/renaming", _dated(name=f"{commune['name']} Mới")))
    other = next(one for one in caller.get("/units?level=district").json()["units"] if one["code"] != commune["parent"])
    last = caller.get("/units?level=commune").json()["units"][-1]
    note("move_unit", caller.post(f"/units/{last['code']}/moving", _dated(parent=other["code"])))
    note("give_code", caller.post(f"{place}/codes", {"code": "000.77.05.H03", "valid_from": "2020-06-01"}))
    added = note("add_post", caller.post(f"{place}/posts", _dated(name="Công chức quầy 9", role="counter")))
    assert added["seats"] == 1
    note("posts", caller.get(f"{place}/posts?on=2020-06-02"))
    closing = {"last_day": "2020-07-01", "paper": PAPER}
    note("close_post", caller.post(f"/posts/{added['id']}/closing", closing))
    ended = caller.get("/units?level=commune").json()["units"][-2]
    note(
        "dissolve_unit", caller.post(f"/units/{ended['code']}/dissolution", {"last_day": "2020-06-30", "paper": PAPER})
    )
    orders = note("unit_orders", caller.get(f"/units/{ended['code']}/orders"))["orders"]
    note("undo_order", caller.post(f"/unit-orders/{orders[0]['id']}/undoing", {}))
    assert caller.get(f"/units/{ended['code']}/orders").json()["orders"][0]["is_undone"]


def _dated(**more):
    return {"valid_from": "2020-06-01", "paper": PAPER} | more


def times(caller, note):
    days = note("calendar", caller.get("/calendar?first=2020-05-15&last=2020-05-18"))["days"]
    assert [bool(day["hours"]) for day in days] == [True, False, False, True]
    proposed = {"days": [{"date": "31/12/2020", "kind": "holiday", "name": "Nghỉ bù"}], "paper": PAPER}
    made = note("propose_days", caller.post("/calendar-proposals", proposed))
    assert note("calendar_proposals", caller.get("/calendar-proposals"))["proposals"][0]["id"] == made["id"]
    place = f"/calendar-proposals/{made['id']}"
    note("decide_days", caller.post(f"{place}/decision", {"verdict": "keep"}))
    assert note("recount_on", caller.post(f"{place}/recounting", {})) == {"recounted": 0}
    wrong = caller.post("/calendar-proposals", {"days": [{"date": "hôm nào", "kind": "holiday"}], "paper": PAPER})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["days.0"])


def settings(caller, note):
    known = {one["key"]: one for one in note("settings", caller.get("/settings"))["settings"]}
    assert known["deadlines.model"]["value"] == "A"
    other = {"value": "45", "valid_from": "2020-06-01", "reason": PAPER}
    changed = note("change_setting", caller.post("/settings/duplicate_days", other))
    assert (changed["value"], changed["coming"]) == (30, "2020-06-01")
    note("setting", caller.get("/settings/duplicate_days"))
    assert caller.post("/settings/duplicate_days", other | {"value": "nhiều"}).status_code == 422
    note("undo_setting", caller.post(f"/setting-changes/{changed['coming_change']}/undoing", {}))


def proposals(first, second, note):
    place = "/procedures/1.004944"
    fees = {"fees": [{"amount": 7000}], "valid_from": "2020-06-01"}
    made = first.post(f"{place}/fees", fees)
    assert (made.status_code, made.json()["state"]) == (202, "open")
    at = f"/procedure-proposals/{made.json()['id']}"
    assert note("procedure_proposals", second.get("/procedure-proposals"))["proposals"][0]["part"] == "fees"
    assert note("procedure_proposal", second.get(at))["differences"][0]["new"] == "7.000 đ"
    own = first.post(f"{at}/publication", {})
    assert (own.status_code, own.json()["type"]) == (403, "urn:motcua:problem:own-proposal")
    assert note("publish_proposal", second.post(f"{at}/publication", {}))["number"] == 2
    limit = {"limit": "60 ngày làm việc", "valid_from": "2020-06-04"}
    for operation, caller, way, body in (
        ("send_back_proposal", second, "sending-back", {"reason": "Chưa có căn cứ"}),
        ("withdraw_proposal", first, "withdrawal", {}),
    ):
        made = first.post(f"{place}/limit", limit).json()["id"]
        note(operation, caller.post(f"/procedure-proposals/{made}/{way}", body))
    alone = {"value": "no", "valid_from": "2020-05-11", "reason": PAPER}
    assert first.post("/settings/catalogue.four_eyes", alone).status_code < 300


def versions(caller, note):
    place = "/procedures/1.004944"
    assert note("versions", caller.get(f"{place}/versions"))["versions"][-1]["number"] == 1
    fees = {"fees": [{"amount": 8000}], "exemptions": [{"who": "Hộ nghèo", "percent": 100, "proof": "Giấy"}]}
    note("set_fees", caller.post(f"{place}/fees", fees | {"valid_from": "2020-06-01"}))
    words = {"name": "Thủ tục thử", "field": "Thử", "legal_basis": ["Luật A"], "valid_from": "2020-06-02"}
    words |= {"keeping": "50"}
    note("set_particulars", caller.post(f"{place}/particulars", words))
    assert catalogue.in_force("1.004944", date(2020, 6, 2)).keeping == "50"
    assert caller.post(f"{place}/particulars", words | {"keeping": "51"}).status_code == 422
    papers = {"papers": [{"name": "Đơn", "originals": 1}], "valid_from": "2020-06-03"}
    note("set_papers", caller.post(f"{place}/papers", papers))
    limit = {"limit": "60 ngày làm việc", "valid_from": "2020-06-04"}
    note("set_limit", caller.post(f"{place}/limit", limit))
    process = {"level": "commune", "steps": STEPS, "valid_from": "2020-06-05"}
    made = note("publish_process", caller.post(f"{place}/process", process))
    note("withdraw_version", caller.post(f"{place}/versions/{made['number']}/withdrawal", {}))
    assert caller.post(f"{place}/limit", limit | {"limit": "vài hôm"}).json()["errors"]["limit"]
    note("abolish", caller.post(f"{place}/abolition", {"valid_from": "2020-07-01"}))


STEPS = [
    {"action": "receive", "role": "counter", "hours": 1, "unit": "rule:receiving_counter"},
    {"action": "process", "role": "specialist", "hours": 8},
    {"action": "approve", "role": "leader", "hours": 4},
    {"action": "return", "role": "counter", "counts": False, "unit": "rule:receiving_counter"},
]


def drafts(first, second, note):
    made = note("begin_draft", first.post("/procedure-drafts", {"code": NEW, "name": "Xác nhận thử"}))
    place = f"/procedure-drafts/{made['id']}"
    assert any(one["id"] == made["id"] for one in note("procedure_drafts", second.get("/procedure-drafts"))["drafts"])
    early = second.post(f"{place}/publication", {"revision": 1, "valid_from": "2020-06-01"})
    assert (early.status_code, "papers" in early.json()["errors"]) == (422, True)
    parts = {
        "revision": 1,
        "particulars": {
            "name": "Xác nhận thử", "field": "Thử", "legal_basis": ["Luật A"], "subjects": "Mọi người",
            "method": "Trực tiếp", "sets": 1,
        },
        "receive_levels": ["commune"],
        "decide_levels": ["commune"],
        "limit": {"limit": "5 ngày làm việc"},
        "papers": {"papers": [{"name": "Đơn", "originals": 1}]},
        "process": {"level": "commune", "steps": STEPS},
        "fees": {"fees": [{"amount": 0}]},
    }  # fmt: skip
    written = note("write_draft", first.put(place, parts))
    assert [fault for fault in written["faults"] if fault["blocks"]] == []
    assert note("procedure_draft", first.get(place))["subjects"] == "Mọi người"
    own = first.post(f"{place}/publication", {"revision": 2, "valid_from": "2020-06-01"})
    assert (own.status_code, own.json()["type"]) == (403, "urn:motcua:problem:own-draft")
    note("publish_draft", second.post(f"{place}/publication", {"revision": 2, "valid_from": "2020-06-01"}))
    other = first.post("/procedure-drafts", {"code": "BKA-API.2", "name": "Bỏ"}).json()
    note("drop_draft", first.post(f"/procedure-drafts/{other['id']}/dropping", {"revision": 1}))
