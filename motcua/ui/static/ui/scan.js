// <form data-scan data-pictures="…">: a picture of a paper is cut at its four corners, laid flat (sheet.js), and sent in
// parts that go on after the line was lost. Without this script the form sends the picture whole.
(() => {
  "use strict";

  const words = document.getElementById("words")?.dataset ?? {};
  const LONGEST = 2340;
  const QUALITY = 0.82;
  const PART = 64 * 1024;
  const RETRY = [1000, 3000, 8000, 20000];
  const SHORTEST = 80; // points of a side
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const sheet = window.motcuaSheet;

  for (const form of document.querySelectorAll("form[data-scan]")) start(form);

  function start(form) {
    const input = form.querySelector("input[type=file]");
    const box = form.querySelector("[data-crop]");
    const canvas = box.querySelector("canvas");
    const said = form.querySelector("[data-said]");
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const handles = [...box.querySelectorAll("[data-corner]")];
    let picture = null;
    let corners = [];
    let turns = 0;

    input.addEventListener("change", () => chosen(0));
    box.querySelector("[data-turn]").addEventListener("click", () => chosen(turns + 1));
    box.querySelector("[data-uncrop]").addEventListener("click", () => {
      corners = sheet.whole(picture);
      show();
    });
    for (const [corner, handle] of handles.entries()) {
      let held = false;
      handle.addEventListener("pointerdown", (event) => {
        handle.setPointerCapture(event.pointerId);
        held = true;
      });
      handle.addEventListener("pointermove", (event) => held && move(corner, at(event)));
      handle.addEventListener("lostpointercapture", () => (held = false));
      handle.addEventListener("keydown", (event) => {
        const way = WAYS[event.key];
        if (!way) return;
        event.preventDefault();
        const step = (picture.width / 100) * (event.shiftKey ? 5 : 1);
        move(corner, { x: corners[corner].x + way[0] * step, y: corners[corner].y + way[1] * step });
      });
    }

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
      corners = sheet.corners(picture);
      box.hidden = false;
      show();
      say(words.ready ?? "");
    }

    function at(event) {
      const place = canvas.getBoundingClientRect();
      const across = (event.clientX - place.left) / place.width;
      return { x: across * picture.width, y: ((event.clientY - place.top) / place.height) * picture.height };
    }

    // A corner goes where it is moved to, inside the picture, as long as the four are a sheet.
    function move(corner, to) {
      const moved = [...corners];
      moved[corner] = { x: Math.max(0, Math.min(picture.width, to.x)), y: Math.max(0, Math.min(picture.height, to.y)) };
      if (!sheet.isSheet(moved, SHORTEST)) return;
      corners = moved;
      show();
    }

    function show() {
      const scale = Math.min(1, 900 / picture.width);
      canvas.width = picture.width * scale;
      canvas.height = picture.height * scale;
      const pen = canvas.getContext("2d");
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      pen.beginPath();
      pen.rect(0, 0, canvas.width, canvas.height);
      for (const [index, each] of corners.entries()) pen[index ? "lineTo" : "moveTo"](each.x * scale, each.y * scale);
      pen.closePath();
      pen.fillStyle = "rgba(27, 31, 36, 0.55)";
      pen.fill("evenodd");
      for (const [index, handle] of handles.entries()) {
        handle.style.left = `${(100 * corners[index].x) / picture.width}%`;
        handle.style.top = `${(100 * corners[index].y) / picture.height}%`;
      }
    }

    async function send() {
      const cut = await asFile(sheet.flat(picture, corners, LONGEST));
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
    const turned = document.createElement("canvas");
    turned.width = turns % 2 ? height : width;
    turned.height = turns % 2 ? width : height;
    const pen = turned.getContext("2d");
    pen.translate(turned.width / 2, turned.height / 2);
    pen.rotate((turns * Math.PI) / 2);
    pen.drawImage(picture, -width / 2, -height / 2, width, height);
    return turned;
  }

  function asFile(made) {
    return new Promise((resolve) => made.toBlob(resolve, "image/jpeg", QUALITY));
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
