// <form data-scan data-pictures="…">: a picture of a paper is cut to its edges, made smaller, and sent in parts that go on
// after the line was lost. Without this script the form sends the picture whole.
(() => {
  "use strict";

  const words = document.getElementById("words")?.dataset ?? {};
  const LONGEST = 2340;
  const QUALITY = 0.82;
  const PART = 64 * 1024;
  const RETRY = [1000, 3000, 8000, 20000];
  const PAPER = 0.62; // how bright a paper is, of the way from the darkest to the brightest of the picture
  const SHARE = 0.35; // of a row or column that must be paper

  for (const form of document.querySelectorAll("form[data-scan]")) start(form);

  function start(form) {
    const input = form.querySelector("input[type=file]");
    const box = form.querySelector("[data-crop]");
    const canvas = box.querySelector("canvas");
    const said = form.querySelector("[data-said]");
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    let picture = null;
    let frame = null;
    let turns = 0;
    let from = null;

    input.addEventListener("change", () => chosen(0));
    box.querySelector("[data-turn]").addEventListener("click", () => chosen(turns + 1));
    box.querySelector("[data-uncrop]").addEventListener("click", () => {
      frame = { x: 0, y: 0, width: picture.width, height: picture.height };
      show();
    });
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      from = at(event);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!from) return;
      const to = at(event);
      const drawn = {
        x: Math.min(from.x, to.x),
        y: Math.min(from.y, to.y),
        width: Math.abs(from.x - to.x),
        height: Math.abs(from.y - to.y),
      };
      if (drawn.width > 80 && drawn.height > 80) {
        frame = drawn;
        show();
      }
    });
    canvas.addEventListener("pointerup", () => (from = null));

    form.addEventListener("submit", (event) => {
      if (!picture) return;
      event.preventDefault();
      send().catch((problem) => say(problem.message));
    });

    async function chosen(turned) {
      const file = input.files[0];
      picture = null;
      box.hidden = true;
      if (!file) return;
      turns = turned % 4;
      try {
        picture = turnedBy(await createImageBitmap(file, { imageOrientation: "from-image" }), turns);
      } catch {
        return; // a picture that this browser cannot read goes whole; the server says what is wrong with it
      }
      frame = edges(picture);
      box.hidden = false;
      show();
      say(words.ready ?? "");
    }

    function at(event) {
      const place = canvas.getBoundingClientRect();
      const x = ((event.clientX - place.left) / place.width) * picture.width;
      const y = ((event.clientY - place.top) / place.height) * picture.height;
      return { x: Math.max(0, Math.min(picture.width, x)), y: Math.max(0, Math.min(picture.height, y)) };
    }

    function show() {
      const scale = Math.min(1, 900 / picture.width);
      canvas.width = picture.width * scale;
      canvas.height = picture.height * scale;
      const pen = canvas.getContext("2d");
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      pen.fillStyle = "rgba(27, 31, 36, 0.55)";
      const [x, y, width, height] = [frame.x, frame.y, frame.width, frame.height].map((each) => each * scale);
      pen.fillRect(0, 0, canvas.width, y);
      pen.fillRect(0, y + height, canvas.width, canvas.height);
      pen.fillRect(0, y, x, height);
      pen.fillRect(x + width, y, canvas.width, height);
    }

    async function send() {
      const cut = await cutOut(picture, frame);
      const id = crypto.randomUUID?.() ?? randomId();
      const button = form.querySelector("button:not([type])");
      button.setAttribute("aria-disabled", "true");
      try {
        const begun = await announce(cut, id);
        await parts(cut, id, begun.received);
        location.reload();
      } finally {
        button.removeAttribute("aria-disabled");
      }
    }

    function announce(cut, id) {
      return again(async () => {
        const sent = new FormData();
        sent.set("csrfmiddlewaretoken", token);
        sent.set("id", id);
        sent.set("size", cut.size);
        const sha256 = await hashOf(cut);
        if (sha256) sent.set("sha256", sha256);
        return answered(await fetch(form.dataset.pictures, { method: "POST", body: sent }));
      });
    }

    async function parts(cut, id, received) {
      const place = `${form.dataset.pictures}/${id}`;
      let state = { received, whole: false };
      while (!state.whole) {
        say(`${words.sending ?? ""} ${Math.floor((100 * state.received) / cut.size)} %`);
        const here = state.received;
        let lost = false;
        state = await again(async () => {
          // After a loss ask what is there: the part may have come, and only its answer was lost.
          if (lost) {
            const now = await answered(await fetch(place));
            if (now.received !== here || now.whole) return now;
          }
          lost = true;
          return answered(
            await fetch(`${place}?tu=${here}`, {
              method: "POST",
              headers: { "X-CSRFToken": token, "Content-Type": "application/octet-stream" },
              body: cut.slice(here, here + PART),
            }),
          );
        });
      }
    }

    async function again(attempt) {
      for (let time = 0; ; time += 1) {
        try {
          return await attempt();
        } catch (problem) {
          if (problem.refused) throw problem;
          say(words.waiting ?? "");
          await pause(RETRY[Math.min(time, RETRY.length - 1)]);
        }
      }
    }

    async function answered(response) {
      if (response.ok) return response.json();
      if ([408, 425, 429, 502, 503, 504].includes(response.status)) throw new Error(String(response.status));
      let sentence = String(response.status);
      let received;
      try {
        ({ sentence, received } = await response.json());
      } catch {
        // a page, not an answer of ours
      }
      if (received !== undefined) return { received, whole: false };
      throw Object.assign(new Error(sentence), { refused: true });
    }

    function say(text) {
      said.textContent = text;
    }
  }

  function turnedBy(picture, turns) {
    const scale = Math.min(1, (LONGEST * 1.3) / Math.max(picture.width, picture.height));
    const [width, height] = [picture.width * scale, picture.height * scale];
    const sheet = document.createElement("canvas");
    sheet.width = turns % 2 ? height : width;
    sheet.height = turns % 2 ? width : height;
    const pen = sheet.getContext("2d");
    pen.translate(sheet.width / 2, sheet.height / 2);
    pen.rotate((turns * Math.PI) / 2);
    pen.drawImage(picture, -width / 2, -height / 2, width, height);
    return sheet;
  }

  // The bright sheet on a darker ground: the outermost rows and columns of which a good share is as bright as paper.
  function edges(picture) {
    const width = 160;
    const height = Math.max(1, Math.round((160 * picture.height) / picture.width));
    const small = document.createElement("canvas");
    small.width = width;
    small.height = height;
    const pen = small.getContext("2d");
    pen.drawImage(picture, 0, 0, width, height);
    const points = pen.getImageData(0, 0, width, height).data;
    const light = (x, y) => points[4 * (y * width + x)] + points[4 * (y * width + x) + 1] + points[4 * (y * width + x) + 2];
    let darkest = 765;
    let brightest = 0;
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        darkest = Math.min(darkest, light(x, y));
        brightest = Math.max(brightest, light(x, y));
      }
    }
    const whole = { x: 0, y: 0, width: picture.width, height: picture.height };
    if (brightest - darkest < 150) return whole;
    const paper = darkest + (brightest - darkest) * PAPER;
    const share = (count, most) => count / most > SHARE;
    const rows = [];
    const columns = [];
    for (let y = 0; y < height; y += 1) {
      let count = 0;
      for (let x = 0; x < width; x += 1) count += light(x, y) > paper;
      if (share(count, width)) rows.push(y);
    }
    for (let x = 0; x < width; x += 1) {
      let count = 0;
      for (let y = 0; y < height; y += 1) count += light(x, y) > paper;
      if (share(count, height)) columns.push(x);
    }
    if (rows.length < height / 4 || columns.length < width / 4) return whole;
    const scale = picture.width / width;
    const [left, right, top, bottom] = [columns[0], columns.at(-1) + 1, rows[0], rows.at(-1) + 1];
    return { x: left * scale, y: top * scale, width: (right - left) * scale, height: (bottom - top) * scale };
  }

  function cutOut(picture, frame) {
    const scale = Math.min(1, LONGEST / Math.max(frame.width, frame.height));
    const sheet = document.createElement("canvas");
    sheet.width = Math.round(frame.width * scale);
    sheet.height = Math.round(frame.height * scale);
    sheet
      .getContext("2d")
      .drawImage(picture, frame.x, frame.y, frame.width, frame.height, 0, 0, sheet.width, sheet.height);
    return new Promise((resolve) => sheet.toBlob(resolve, "image/jpeg", QUALITY));
  }

  async function hashOf(blob) {
    if (!crypto.subtle) return ""; // only where the line is closed to others, or on this machine
    const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function randomId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }

  function pause(wait) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, wait);
      window.addEventListener(
        "online",
        () => {
          clearTimeout(timer);
          resolve();
        },
        { once: true },
      );
    });
  }
})();
