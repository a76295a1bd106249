"""A clerk's telephone takes a paper at 360 px, with the script and without it."""

import io

import pytest
from django.urls import reverse
from PIL import Image, ImageDraw

from motcua.dossiers import queries
from motcua.dossiers.tests.one_stop import at, stored
from motcua.files import queries as files
from motcua.files.tests import papers
from motcua.scans import queries as scan_queries
from motcua.scans import services as scans
from tests.journeys.house import faults, picture


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_telephone_takes_two_pages_and_the_paper_has_its_scan(house, script):
    stop = house.stop
    number = stop.receives().code
    record = stored(number)
    paper = queries.paper_scans(record)[0].id
    sitting = scans.open_sitting(
        actor=stop.clerk, at=at("2020-05-11 08:31"), kind="dossiers.dossier", owner=record.id, part=paper
    )
    token = scan_queries.sitting_for(stop.clerk, sitting).token
    phone = house.sits(width=360, script=script)

    phone.goto(reverse("scans:phone", args=[token]))
    for page, words in enumerate(("Trang một", "Trang hai"), start=1):
        phone.locator("#picture").set_input_files(
            {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": papers.photograph(words)}
        )
        if script:
            phone.locator(".mc-crop canvas").wait_for(state="visible")
        picture(phone, f"phone-{page}")
        phone.get_by_role("button", name="Gửi trang này").click()
        phone.get_by_role("heading", name=f"Đã có {page} trang").wait_for()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.get_by_role("button", name="Xong, gắn vào hồ sơ").click()
    phone.get_by_text("Đã quét xong").first.wait_for()

    (scanned,) = [one for one in queries.paper_scans(stored(number)) if one.id == paper]
    assert (scanned.digitised, scanned.way, scanned.scanned_by) == (True, "phone", stop.clerk.account)


#: A sheet as a camera sees it from the side: its corners in a picture of 1200 × 900 points, from the top left clockwise.
SIZE, CORNERS = (1200, 900), ((320, 120), (900, 210), (1050, 800), (150, 720))
#: Where black marks stand on the sheet, as shares of its width and height.
MARKS = ((0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75))


def seen_from_the_side():
    """A white sheet with four black marks on a dark table, not from above."""
    sheet = Image.new("RGB", (600, 800), "white")
    pen = ImageDraw.Draw(sheet)
    for x, y in MARKS:
        pen.rectangle((x * 600 - 20, y * 800 - 20, x * 600 + 20, y * 800 + 20), fill="black")
    table = Image.new("RGB", SIZE, (50, 45, 40))
    flat = [(0, 0), (600, 0), (600, 800), (0, 800)]
    laid = sheet.transform(SIZE, Image.Transform.PERSPECTIVE, projective(CORNERS, flat), Image.Resampling.BILINEAR)
    mask = Image.new("L", SIZE, 0)
    ImageDraw.Draw(mask).polygon(CORNERS, fill=255)
    table.paste(laid, mask=mask)
    kept = io.BytesIO()
    table.save(kept, "JPEG", quality=92)
    return kept.getvalue()


def projective(of, to):
    """The eight numbers that take four points to four others, by elimination."""
    rows = []
    for (x, y), (u, v) in zip(of, to, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for here in range(8):
        best = max(range(here, 8), key=lambda row: abs(rows[row][here]))
        rows[here], rows[best] = rows[best], rows[here]
        rows[here] = [value / rows[here][here] for value in rows[here]]
        for row in range(8):
            if row != here:
                factor = rows[row][here]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[here], strict=True)]
    return [row[8] for row in rows]


def marks_on(page):
    """The middles of the dark marks in the four quarters of a page, as shares, and how much of the page is ground."""
    grey = page.convert("L")
    width, height = grey.size
    found = []
    for left, top in ((0, 0), (0.5, 0), (0.5, 0.5), (0, 0.5)):
        box = [round(each) for each in (left * width, top * height, (left + 0.5) * width, (top + 0.5) * height)]
        inner = [box[0] + width // 20, box[1] + height // 20, box[2] - width // 20, box[3] - height // 20]
        quarter = grey.crop(inner)
        dark = [(at % quarter.width, at // quarter.width) for at, light in enumerate(quarter.tobytes()) if light < 110]
        assert dark
        middle = [sum(axis) / len(dark) for axis in zip(*dark, strict=True)]
        found.append(((inner[0] + middle[0]) / width, (inner[1] + middle[1]) / height))
    ground = sum(grey.histogram()[:110]) / (width * height)
    return found, ground


def corner_of(phone, corner):
    """Where a handle stands, as a share of the picture."""
    return phone.evaluate(
        """corner => {
          const canvas = document.querySelector(".mc-crop canvas").getBoundingClientRect();
          const handle = document.querySelector(`[data-corner="${corner}"]`).getBoundingClientRect();
          return [(handle.left + handle.width / 2 - canvas.left) / canvas.width, (handle.top + handle.height / 2 - canvas.top) / canvas.height];
        }""",
        corner,
    )


def drag(phone, corner, to):
    """Take a corner with the pointer to a share of the picture."""
    handle, canvas = (phone.locator(one).bounding_box() for one in (f'[data-corner="{corner}"]', ".mc-crop canvas"))
    phone.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    phone.mouse.down()
    phone.mouse.move(canvas["x"] + to[0] * canvas["width"], canvas["y"] + to[1] * canvas["height"], steps=5)
    phone.mouse.up()


def test_a_sheet_seen_from_the_side_is_laid_flat_by_its_four_corners(house):
    stop = house.stop
    record = stored(stop.receives().code)
    paper = queries.paper_scans(record)[0].id
    opened = scans.open_sitting(
        actor=stop.clerk, at=at("2020-05-11 08:31"), kind="dossiers.dossier", owner=record.id, part=paper
    )
    token = scan_queries.sitting_for(stop.clerk, opened).token
    phone = house.sits(width=360)
    phone.goto(reverse("scans:phone", args=[token]))
    phone.locator("#picture").set_input_files(
        {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": seen_from_the_side()}
    )
    phone.locator(".mc-crop canvas").wait_for(state="visible")
    shares = [(x / SIZE[0], y / SIZE[1]) for x, y in CORNERS]
    for corner, (x, y) in enumerate(shares):
        assert corner_of(phone, corner) == pytest.approx([x, y], abs=0.02)
    assert faults(phone) == []

    # One corner is led astray by the finger and back, another by the keys; neither may cross the others.
    drag(phone, 0, (0.05, 0.05))
    assert corner_of(phone, 0) == pytest.approx([0.05, 0.05], abs=0.02)
    drag(phone, 0, (0.95, 0.95))
    assert corner_of(phone, 0)[0] < 0.9
    drag(phone, 0, shares[0])
    before = corner_of(phone, 2)
    phone.locator('[data-corner="2"]').focus()
    phone.keyboard.press("Shift+ArrowLeft")
    phone.keyboard.press("ArrowUp")
    assert corner_of(phone, 2) == pytest.approx([before[0] - 0.05, before[1] - 0.01 * SIZE[0] / SIZE[1]], abs=0.005)
    phone.keyboard.press("Shift+ArrowRight")
    phone.keyboard.press("ArrowDown")
    picture(phone, "phone-corners")
    phone.get_by_role("button", name="Gửi trang này").click()
    phone.get_by_role("heading", name="Đã có 1 trang").wait_for()

    (page,) = scan_queries.sitting_by_token(token, at=at("2020-05-11 08:32")).whole
    with files.open_bytes(files.of_id(page.file)) as content, Image.open(content) as made:
        found, ground = marks_on(made)
    for (x, y), (wanted_x, wanted_y) in zip(found, MARKS, strict=True):
        assert (x, y) == pytest.approx((wanted_x, wanted_y), abs=0.02)
    assert ground < 0.05
