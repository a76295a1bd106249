"""What the benches of pages and phones are made of; how long anything takes is measured there, not here."""

from motcua.bench import phones, slowline, weight
from motcua.bench.slowline import BOUNDARY, Office, errands_of


def office(each=4, size=3000):
    files = [slowline.a_file(size, number + 1) for number in range(each)]
    numbers = [f"900.00.00.H03-200511-{n:04}" for n in range(each)]
    return Office("account", numbers, [], files, fetched="file", sha256="sum")


def test_a_file_passes_for_a_scan_of_its_size_and_is_like_no_other():
    one, other = slowline.a_file(2000, 1), slowline.a_file(2000, 2)

    assert (len(one), one[:5], one[-5:]) == (2000, b"%PDF-", b"%%EOF")
    assert one != other
    assert one == slowline.a_file(2000, 1)


def test_there_are_as_many_phones_of_each_kind():
    errands = errands_of(office(), "sessionid=x", "mark")

    assert sorted(errand.kind for errand in errands) == ["fetch"] * 4 + ["send"] * 4 + ["stall"] * 4


def test_what_is_sent_is_as_long_as_it_says():
    for errand in errands_of(office(), "sessionid=x", "mark"):
        if errand.kind == "send":
            assert f"Content-Length: {len(errand.body)}".encode() in errand.head
            assert errand.body.endswith(f"--{BOUNDARY}--\r\n".encode())


def test_half_of_the_stalled_stop_in_the_headers_and_half_in_the_body():
    stalled = [errand for errand in errands_of(office(), "sessionid=x", "mark") if errand.kind == "stall"]

    assert [b"\r\n\r\n" in errand.head for errand in stalled] == [False, True, False, True]


def test_a_phone_s_second_is_a_kilobyte():
    assert phones.BYTES_A_SECOND == 1000
    assert slowline.SECONDS * phones.BYTES_A_SECOND == 200_000


def test_a_page_names_styles_scripts_pictures_and_nothing_that_is_only_linked():
    page = """
    <link rel="stylesheet" href="/tinh/a.css"><link rel="canonical" href="/x"><script src="/tinh/b.js" defer></script>
    <img src="/tinh/c.svg" alt=""><a href="/tra-cuu">Tra cứu</a>
    """

    named = [name for tag, name in weight.named_in(page)]

    assert named == ["/tinh/a.css", "/tinh/b.js", "/tinh/c.svg"]


def test_styles_name_their_fonts():
    assert weight.IN_STYLES.findall("@font-face{src:url('be.woff2') format('woff2')} a{background:url(x.svg)}") == [
        "be.woff2",
        "x.svg",
    ]
