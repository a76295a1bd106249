"""A template that has been used is never edited: what it prints is frozen here, byte by byte.

A new version of a form is a new folder, a new number in ``types.CURRENT``, and new lines here; old lines stay.
A new renderer or new fonts are taken only after looking at every sample; then the lines are renewed with the reason in
the commit.
"""

import hashlib
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from motcua.prints.rendering import FONTS, TEMPLATES, render
from motcua.prints.tests import samples
from motcua.prints.types import CURRENT, RENDERER

MOMENT = datetime(2020, 5, 11, 1, 31, 7, tzinfo=UTC)
#: What a version prints here; the second one of the receipt knows corrections, 2501 is the first of the set of 2025.
FORMS = {
    ("receipt", 1): samples.receipt,
    ("receipt", 2): samples.corrected_receipt,
    ("supplement", 1): samples.supplement,
    ("refusal", 1): samples.refusal,
    ("apology", 1): samples.apology,
    ("stop_notice", 1): samples.stop_notice,
    ("control_slip", 1): samples.control_slip,
    ("delivery_slip", 1): samples.delivery_slip,
    ("delivery_slip", 2): samples.delivery_slip_with_originals,
    ("delivery_slip", 3): samples.with_note(samples.delivery_slip_with_originals),
    ("originals_slip", 1): samples.originals_slip,
    ("originals_slip", 2): samples.with_note(samples.originals_slip),
    ("hand_over_list", 1): samples.hand_over_list,
    ("transfer_slip", 1): samples.transfer_slip,
    ("history", 1): samples.history,
    ("loss", 1): samples.loss,
    ("fee_receipt", 1): samples.fee_receipt,
    ("fee_receipt", 2): samples.fee_receipt_of_a_series,
    ("settlement", 1): samples.settlement,
    ("settlement", 2): samples.settlement,
    ("register", 1): samples.register,
    ("slip", 1): samples.slip,
    ("post_minutes", 1): samples.post_minutes,
    ("paper_book", 1): samples.paper_book,
    ("sample", 1): samples.sample,
    ("sample", 2): samples.sample,
    ("receipt", 2501): samples.corrected_receipt,
    ("supplement", 2501): samples.supplement,
    ("refusal", 2501): samples.refusal,
    ("apology", 2501): samples.apology,
    ("stop_notice", 2501): samples.stop_notice,
    ("control_slip", 2501): samples.control_slip,
    ("register", 2501): samples.register,
    ("meeting_invitation", 1): samples.meeting,
    ("meeting_invitation", 2): samples.with_note(samples.meeting),
    ("meeting_minutes", 1): samples.minutes,
    ("reminder", 1): samples.reminder,
    ("figures", 1): samples.figures,
    ("figures", 2): samples.words_in_columns,
    ("receipt", 3): samples.receipt_with_originals,
    ("supplement", 2): samples.with_note(samples.supplement),
    ("refusal", 2): samples.with_note(samples.refusal),
    ("apology", 2): samples.with_note(samples.apology),
    ("stop_notice", 2): samples.with_note(samples.stop_notice),
    ("loss", 2): samples.with_note(samples.loss),
    ("fee_receipt", 3): samples.with_note(samples.fee_receipt_of_a_series),
    ("settlement", 3): samples.with_note(samples.settlement),
    ("receipt", 2502): samples.receipt_with_originals,
    ("supplement", 2502): samples.with_note(samples.supplement),
    ("refusal", 2502): samples.with_note(samples.refusal),
    ("apology", 2502): samples.with_note(samples.apology),
    ("stop_notice", 2502): samples.with_note(samples.stop_notice),
    ("key_sheet", 1): samples.key_sheet,
    ("narrative", 1): samples.narrative,
    ("lent_notice", 1): samples.lent_notice,
    ("destruction", 1): samples.destruction,
    ("person_data", 1): samples.person_data,
    ("lookers", 1): samples.lookers,
    ("report_form", 1): samples.report_form,
    ("rating_slip", 1): samples.rating_slip,
    ("lookers", 2): samples.lookers_with_reasons,
}

FROZEN_WITH = "typst 0.15.2"
FROZEN: dict[tuple[str, int], str] = {
    ("rating_slip", 1): "91508861e475a6f1dd4cae21f99f522011f41f5f2fbc13d825cf99fb44b23666",
    ("report_form", 1): "4f737627f61edd9816fbe78cf46da02d9031d4b526ddf1d9813bc7428e75e2ab",
    ("receipt", 1): "e6b74fd7ba2c2bf504752bf30ac5b78ff8910ed05d31b8192b3fb649ba7fc04c",
    ("receipt", 2): "9e16bca1178d4fd5f0e649f6497af364ee76e66ca6c717b5731d8e21f82f228e",
    ("supplement", 1): "7298c57edf2a25c8894ab52fbe898c5d3dfd412d76d64a7f1491116973c0b470",
    ("slip", 1): "c0fbc035cd748ec91bc624a5d94f230dd2aac8fa0015c224455641dfe4358bfb",
    ("paper_book", 1): "bc42b71ef56e6f51de8a4b89c38beb59dc51d6e1b7af40a5e69768cc2ebe628a",
    ("refusal", 1): "2ec78476f2bd626b6b0d4db695a9ddc74561bb7175efa20e55f917fbb2fd79c3",
    ("fee_receipt", 1): "517e1ea75d35cbe03d4f317232a3736646eee83ac7ece0c254d1da952addd9ac",
    ("fee_receipt", 2): "a70a02c6f40f91eac42aa8f1eea206828be53bc3a2dd5a2dc43b9038bccdf738",
    ("settlement", 1): "a827345cb15b6151b8cc144683a880e5b88905855d0687bd21a3bafa18d2dba8",
    ("settlement", 2): "5e5e8d2e039d294998682df841a731d9701c4d5dace3205217ccbd2704f8ae26",
    ("register", 1): "e6557b38b675cae9c011b8bb28dc1428e0a8cb7ac046406c0ecf7b3b4e5282d1",
    ("apology", 1): "122e58d4ed9fadcfead0e8854fd6603c0cca6257873053ddd358204db53f4e95",
    ("stop_notice", 1): "9646d4dfd69bfe96588f4772ad6e6580b9a816179e4b08740c6e8683dc0b8a9e",
    ("control_slip", 1): "2aa7df16ff5e2297f13d5492fc9ce6ff5ffce522dffd775266144b3215785996",
    ("delivery_slip", 1): "1b518cdff05dd335dd630fdbba0dd4ff58d375f06e9d98d3d0dd4e8151ef86bf",
    ("delivery_slip", 2): "d42d03b7081851f9e8982227e8b314c44ce79e42d8419dbcde118ee7d4e552bf",
    ("delivery_slip", 3): "718595d333a9586453deb02687b7e05e68bdd0562798bd43a736e96fbd3c0173",
    ("originals_slip", 1): "2bfd2cc7db3bfa55f7d0d027099a8220b50cd687aac474f7b90464149fe86022",
    ("originals_slip", 2): "5a520c5a62f98f172e39b37201817fec9d108d2743d51fcd84e927f40ad321f0",
    ("hand_over_list", 1): "2e8344a42c442f783fc96a718072139973185004fe43328894a8cadeb85b6ad4",
    ("transfer_slip", 1): "9f3367b3615d43b65fa193084b36bbb904a5986c73d35e4dc4ff7ab8a30961f5",
    ("reminder", 1): "dadfd02e152a7c021c183aab6e02474e1578d9e94b25e370eb81e38bc1670c6e",
    ("figures", 1): "3db5a243d4f813c636645b5e5574c4c7680927f483b91c9c6c6c04733b2d9717",
    ("figures", 2): "25ae86350a90fa98a7911743c6ace79b7b4c252b480f17e6bcce7cb425dfb9b4",
    ("history", 1): "712d073c6555588ff171784c77ce6e0620e712c7265e0961e613e8c0b3d3a7fe",
    ("post_minutes", 1): "e535c886dba0cefb3ca632bd21c3370cf33afb4211d0f69230ca9233211ff57c",
    ("receipt", 2501): "5c2eca2813da338740d98d4dd977302d14b50692c27544d4187893612d960d44",
    ("supplement", 2501): "8f7960e8255a5022bebc3fa1a3715aec52b057cd85f58b07255f76ff8a02bb17",
    ("refusal", 2501): "f675703458b12ed21129471b65e28cb6b0dc57e218bff5552cf0222e2c81273d",
    ("apology", 2501): "6c5673a452c30de2c50b4417d02aa50840a87223e0eac2e3f4412765f02d4f89",
    ("stop_notice", 2501): "f66078a169c9b4f2a2cfc511953fae09e65cb3ab0ae28b6c7c50a8932de4839b",
    ("control_slip", 2501): "880f3813129342d22faeda9471d91a994e24ec140b9eeaef809eb1735ab0685a",
    ("register", 2501): "d9ebf4b2bf70ef4d9f2b172e03d0e952d6edf940256747d8bbda53372a274744",
    ("sample", 1): "cc1f310fbbf53d20e45d49c7386b6f20064baeb9885b13cbe7fed27e2ee373f4",
    ("sample", 2): "c3ae7bb7c7b268687a57474e6895afae7d56fe5452bf8345471de707829764fb",
    ("meeting_invitation", 1): "3a92b63bc2b242569c35be4a8fb99e9a45cff02739bf47014cd312ecf671865e",
    ("meeting_invitation", 2): "282a24dbedde118576e82465df7d15f009f0fda685ac84b7a50f0994fd07e6b6",
    ("meeting_minutes", 1): "8922bae8d708b31fa65db33140f70faab038ab00d2ab26f4dc2db3f4b231e294",
    ("key_sheet", 1): "de85ec2211dc068965916a5ffa74ad216efaec3f3d95b80bad97b156678ef573",
    ("narrative", 1): "0394efeff52f8cc03b34d782dc7d5b34e6972453a94d81f423cc7d8ef5fba701",
    ("lent_notice", 1): "4b09bffb3ed5717e94c5aea8e0f5ee6598e5d082c2d5e814b6ca9e4b21055ba7",
    ("loss", 1): "10b0c07e3e78b6e0872ae3740531a70c2172fcac09086ddb9fb8afd31f31d12b",
    ("receipt", 3): "2cdad27932f0b877a765d7a1744520618f01eb80e289fad266cd945459cd7c89",
    ("supplement", 2): "375121baf5c4d2f278574b4de8ed6b7ebf6cf90c7c37281feaa25b75e58e51ef",
    ("refusal", 2): "ee1ddb0c555767d710b306c4cec92f857733b60d64425416e14486771bdbe0ad",
    ("apology", 2): "62a4d39e3162cb67256f2ce4c87b7a3ad8416c1c033d74262ebc3e0c4ad2f5bf",
    ("stop_notice", 2): "ce0b54590a8ba896540ee5eb147a4764488ec8abec6521a469e5b68378f796d2",
    ("loss", 2): "479881ac326d30538f125099f3b9a7614f1aeca4e7dcdaa2f3c8aa957ec9f79f",
    ("fee_receipt", 3): "0d83bb6f9a3b839ba9ad27bda2b7a4cbabda515c2b57aa4671b2f70ea3284594",
    ("settlement", 3): "41b65e7d3f32d573de78a8dc27414f42def0f3200f12d75e2af062f235dee252",
    ("receipt", 2502): "9823bf9e27eafd6dfdf40ec25e09f0da23a44349b7725da779808acaeb4d5ce6",
    ("supplement", 2502): "b03e91108e1292dd6578b8f0f40006cf211c929e9ff26474bd318fec25a007d9",
    ("refusal", 2502): "d48bd85d5e0afd8cd0fd64b3ebcfe52e6d4820fa2e0b0975f57b5895a91ca9af",
    ("apology", 2502): "ef0d9666776f5597cc80e8b10ba6e53dd30197b45cae3a5cccacaf9ac7e556b6",
    ("stop_notice", 2502): "108b824d4913ec2c4f5e0134ed7bea814cafed708c3a3ef42eed4b61264c648f",
    ("destruction", 1): "b1cd4191a8e97e5edee99036984c6fd40127d082620bfd18844f767b823a7dd8",
    ("person_data", 1): "36379eb389d9ffd7aba229cf7d0a4ecf99f5b48444a9323baa4919c2015c650c",
    ("lookers", 1): "a2d22898326807ab3162763069cd089a030be4bd26b113f03a602b815e72e2de",
    ("lookers", 2): "eead6c3a23645e3e2891ab62fc6f20353c98c2618fec783fa8d998a562f4fb29",
}
FROZEN_FONTS: dict[str, str] = {
    "Tinos-Bold.ttf": "abd56c97f73cc761a8effcd01f432a52c22ad1083eb6870321e0fb0015afc35b",
    "Tinos-BoldItalic.ttf": "ccc9849ba9373f50140cc5b3dac6f3bbf6065e2598ce247f3e689ec7ab182998",
    "Tinos-Italic.ttf": "65793869a3987a9d20626afd9ff56067a6030952b632c93daec66d8f372ac1dc",
    "Tinos-Regular.ttf": "f98e06ea6da9853ab32d4468007261a5c4832559316c9a866bb05eea1c92d4af",
}


def sha(content):
    return hashlib.sha256(content).hexdigest()


def test_the_renderer_is_the_one_that_the_samples_were_frozen_with():
    assert RENDERER == FROZEN_WITH


def test_the_fonts_are_the_same_bytes_on_every_machine():
    assert {path.name: sha(path.read_bytes()) for path in FONTS.glob("*.ttf")} == FROZEN_FONTS


@pytest.mark.parametrize(("form", "version"), FROZEN)
def test_a_version_that_was_used_prints_what_it_always_printed(form, version):
    assert sha(render(form, version, FORMS[form, version](), MOMENT)) == FROZEN[form, version]


def test_a_receipt_that_was_never_corrected_prints_as_it_did_before_there_were_corrections():
    assert sha(render("receipt", 2, samples.receipt(), MOMENT)) == FROZEN["receipt", 1]


def test_a_fee_receipt_without_a_serial_prints_as_it_did_before_there_were_serials():
    assert sha(render("fee_receipt", 2, samples.fee_receipt(serial=""), MOMENT)) == FROZEN["fee_receipt", 1]


@pytest.mark.parametrize(
    ("form", "before", "now"),
    [
        ("receipt", 2, 3), ("supplement", 1, 2), ("refusal", 1, 2), ("apology", 1, 2), ("stop_notice", 1, 2), ("loss", 1, 2),
        ("fee_receipt", 2, 3), ("settlement", 2, 3), ("receipt", 2501, 2502), ("supplement", 2501, 2502),
        ("delivery_slip", 2, 3),
        ("originals_slip", 1, 2),
        ("meeting_invitation", 1, 2),
        ("refusal", 2501, 2502), ("apology", 2501, 2502), ("stop_notice", 2501, 2502),
    ],
)  # fmt: skip
def test_a_form_without_a_text_of_the_province_looks_as_it_did_before_there_were_such_texts(form, before, now):
    def picture(version):
        return render(form, version, FORMS[form, before](), MOMENT, as_png=True)

    assert sha(picture(now)) == sha(picture(before))


def test_every_version_has_its_frozen_sample():
    versions = {
        (folder.parent.name, int(folder.name)) for folder in TEMPLATES.glob("*/*") if folder.parent.name != "parts"
    }

    assert versions == set(FROZEN)
    assert {(form, version) for form, version in CURRENT.items()} <= versions


def test_another_machine_with_another_clock_and_language_gives_the_same_bytes():
    program = (
        "import hashlib, sys; from datetime import UTC, datetime; from motcua.prints.rendering import render;"
        "from motcua.prints.tests import samples;"
        "sys.stdout.write(hashlib.sha256(render('receipt', 1, samples.receipt(),"
        " datetime(2020, 5, 11, 1, 31, 7, tzinfo=UTC))).hexdigest())"
    )
    elsewhere = os.environ | {"TZ": "America/Lima", "LANG": "C", "SOURCE_DATE_EPOCH": "0"}

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=elsewhere)

    assert done.stdout == FROZEN["receipt", 1]
