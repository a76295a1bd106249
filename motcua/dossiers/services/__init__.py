"""Every use-case of a dossier, named by the verb a clerk would say."""

from motcua.dossiers.services.allow_supplement import allow_supplement
from motcua.dossiers.services.apologise import apologise
from motcua.dossiers.services.approve import approve, approve_many, propose, send_back
from motcua.dossiers.services.assign import assign, reassign, take_up
from motcua.dossiers.services.attach_voucher import attach_voucher
from motcua.dossiers.services.bind_book import bind_book, copy_part, finish_book
from motcua.dossiers.services.bring_over import bring_over, take_back
from motcua.dossiers.services.cancel_reception import cancel_reception
from motcua.dossiers.services.change_result import change_result
from motcua.dossiers.services.close_book import close_book
from motcua.dossiers.services.close_months import close_month, seal_months
from motcua.dossiers.services.confirm_papers import confirm_papers
from motcua.dossiers.services.coordinate import answer_task, ask_opinion, recall_task, send_to_agencies
from motcua.dossiers.services.correct import correct
from motcua.dossiers.services.count_look_up import count_look_up
from motcua.dossiers.services.delegate import decide_at_counter, delegate, end_delegation
from motcua.dossiers.services.enter_from_book import enter_from_book
from motcua.dossiers.services.fees import allow_unpaid, ask_payment, cancel_fee_receipt, set_dues, take_fee
from motcua.dossiers.services.guide import guide
from motcua.dossiers.services.hand_over import hand_over
from motcua.dossiers.services.hand_over_lists import hand_over_papers, settle_difference
from motcua.dossiers.services.incident import close_incident, report_loss
from motcua.dossiers.services.intake import guide_at_intake, refuse_at_intake
from motcua.dossiers.services.mark_erased import mark_erased
from motcua.dossiers.services.meet import call_meeting, call_off_meeting, move_meeting, record_minutes
from motcua.dossiers.services.note import note
from motcua.dossiers.services.online import return_online, send_online_code
from motcua.dossiers.services.originals import (
    give_back_originals,
    keep_originals,
    move_originals,
    release_originals,
)
from motcua.dossiers.services.paper_book import close_paper_book, draw_paper_book, end_paper_codes
from motcua.dossiers.services.pass_task import pass_task
from motcua.dossiers.services.print_book import print_book
from motcua.dossiers.services.receive_and_return import receive_and_return
from motcua.dossiers.services.receive_filed import receive_filed
from motcua.dossiers.services.receive_with_earlier import receive_with_earlier
from motcua.dossiers.services.receiving import receive
from motcua.dossiers.services.recount import recount
from motcua.dossiers.services.refuse import refuse
from motcua.dossiers.services.register_result import register_result
from motcua.dossiers.services.release import release
from motcua.dossiers.services.return_result import reissue_receipt, return_result, withdraw
from motcua.dossiers.services.scan_paper import reuse_paper, scan_paper
from motcua.dossiers.services.scan_result import scan_result
from motcua.dossiers.services.send_by_post import return_by_post, send_by_post, settle_collected
from motcua.dossiers.services.steer import steer
from motcua.dossiers.services.stop import stop
from motcua.dossiers.services.store_file import store_file
from motcua.dossiers.services.supplement import ask_supplement, complete_supplement

__all__ = [
    "allow_supplement",
    "allow_unpaid",
    "answer_task",
    "apologise",
    "approve",
    "approve_many",
    "ask_opinion",
    "ask_payment",
    "ask_supplement",
    "assign",
    "attach_voucher",
    "bind_book",
    "bring_over",
    "call_meeting",
    "call_off_meeting",
    "cancel_fee_receipt",
    "cancel_reception",
    "change_result",
    "close_book",
    "close_incident",
    "close_month",
    "close_paper_book",
    "complete_supplement",
    "confirm_papers",
    "copy_part",
    "correct",
    "count_look_up",
    "decide_at_counter",
    "delegate",
    "draw_paper_book",
    "end_delegation",
    "end_paper_codes",
    "enter_from_book",
    "finish_book",
    "give_back_originals",
    "guide",
    "guide_at_intake",
    "hand_over",
    "hand_over_papers",
    "keep_originals",
    "mark_erased",
    "move_meeting",
    "move_originals",
    "note",
    "pass_task",
    "print_book",
    "propose",
    "reassign",
    "recall_task",
    "receive",
    "receive_and_return",
    "receive_filed",
    "receive_with_earlier",
    "record_minutes",
    "recount",
    "refuse",
    "refuse_at_intake",
    "register_result",
    "reissue_receipt",
    "release",
    "release_originals",
    "report_loss",
    "return_by_post",
    "return_online",
    "return_result",
    "reuse_paper",
    "scan_paper",
    "scan_result",
    "seal_months",
    "send_back",
    "send_by_post",
    "send_online_code",
    "send_to_agencies",
    "set_dues",
    "settle_collected",
    "settle_difference",
    "steer",
    "stop",
    "store_file",
    "take_back",
    "take_fee",
    "take_up",
    "withdraw",
]
