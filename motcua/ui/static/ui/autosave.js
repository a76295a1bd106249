// <form data-save-url="…">: saves the whole form at every change. The page says when it was saved; what could not be
// sent stays in this browser and is offered at the next visit. The answer: {"saved_at": "08:31:07", "regions": {name: html}}.
(() => {
  "use strict";

  const words = document.getElementById("words")?.dataset ?? {};
  const PAUSE = 700;
  const RETRY = [2000, 5000, 15000, 30000];

  for (const form of document.querySelectorAll("form[data-save-url]")) start(form);

  function start(form) {
    const place = `motcua:${form.dataset.saveUrl}`;
    const status = document.querySelector("[data-saved]");
    let timer = 0;
    let attempt = 0;
    let sending = null;
    let again = false;
    let dirty = false;
    let leaving = false;

    offerBack();

    form.addEventListener("input", (event) => soon(event.target.matches("input:not([type=checkbox], [type=radio]), textarea") ? PAUSE : 0));
    form.addEventListener("change", () => soon(0));
    form.addEventListener("submit", () => {
      leaving = true;
      clearTimeout(timer);
    });
    window.addEventListener("online", () => dirty && soon(0));
    window.addEventListener("pagehide", () => {
      // The page goes away before the last pause is over: what is typed is with the browser already; try once more.
      if (dirty && !leaving) navigator.sendBeacon?.(form.dataset.saveUrl, values());
    });

    function soon(wait) {
      dirty = true;
      keep();
      clearTimeout(timer);
      timer = setTimeout(send, wait);
    }

    // Files are too heavy for every change; they have their own way.
    function values() {
      const filled = new FormData(form);
      for (const [name, value] of [...filled]) if (value instanceof File) filled.delete(name);
      return filled;
    }

    async function send() {
      if (leaving) return;
      if (sending) {
        again = true;
        return;
      }
      dirty = false;
      sending = new AbortController();
      const limit = setTimeout(() => sending.abort(), 20000);
      try {
        const answer = await fetch(form.dataset.saveUrl, {
          method: "POST",
          body: values(),
          headers: { Accept: "application/json" },
          signal: sending.signal,
        });
        if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
        const saved = await answer.json();
        attempt = 0;
        if (!dirty && !again) forget();
        say((words.saved ?? "{}").replace("{}", saved.saved_at));
        // Typed or ticked on meanwhile: the answer to that brings the regions, this one would take it back.
        if (!dirty) show(saved.regions ?? {});
      } catch {
        dirty = true;
        say(words.notSaved ?? "");
        clearTimeout(timer);
        timer = setTimeout(send, RETRY[Math.min(attempt++, RETRY.length - 1)]);
      } finally {
        clearTimeout(limit);
        sending = null;
        if (again) {
          again = false;
          soon(0);
        }
      }
    }

    function say(sentence) {
      if (status) status.textContent = sentence;
    }

    // Parts of the page that the server computed anew: the receipt with its due moment.
    function show(regions) {
      for (const [name, html] of Object.entries(regions)) {
        const region = document.querySelector(`[data-region="${CSS.escape(name)}"]`);
        if (region && !region.contains(document.activeElement)) region.innerHTML = html;
      }
    }

    // What is looked for and picked is no typing of one's own: such controls wear data-not-kept.
    function pairs() {
      return [...values()].filter(([name, value]) => value && name !== "csrfmiddlewaretoken" && !form.querySelector(`[name="${CSS.escape(name)}"][data-not-kept]`));
    }

    function keep() {
      try {
        localStorage.setItem(place, JSON.stringify({ at: new Date().toTimeString().slice(0, 8), pairs: pairs() }));
      } catch {
        // A full or forbidden store: the server still has what was saved.
      }
    }

    function forget() {
      try {
        localStorage.removeItem(place);
      } catch {
        // As above.
      }
    }

    function kept() {
      try {
        return JSON.parse(localStorage.getItem(place));
      } catch {
        return null;
      }
    }

    function offerBack() {
      const found = kept();
      if (!found) return;
      // The page may show more than was typed: a choice brings its own fields.
      const now = new Set(pairs().map((pair) => JSON.stringify(pair)));
      if (found.pairs.every((pair) => now.has(JSON.stringify(pair)))) return forget();
      const box = document.createElement("div");
      box.className = "mc-message mc-message--warning";
      box.setAttribute("role", "status");
      const sentence = document.createElement("p");
      sentence.textContent = (words.kept ?? "{}").replace("{}", found.at);
      box.append(sentence, button(words.takeBack, "mc-button", () => fill(found.pairs)), button(words.drop, "mc-button mc-button--plain", forget));
      form.before(box);

      function button(label, css, act) {
        const made = document.createElement("button");
        made.type = "button";
        made.className = css;
        made.textContent = label;
        made.addEventListener("click", () => {
          act();
          box.remove();
          form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
        });
        return made;
      }
    }

    function fill(pairs) {
      const byName = new Map();
      for (const [name, value] of pairs) byName.set(name, [...(byName.get(name) ?? []), value]);
      for (const control of form.elements) {
        if (!control.name || control.type === "file" || control.name === "csrfmiddlewaretoken") continue;
        const given = byName.get(control.name) ?? [];
        if (control.type === "checkbox" || control.type === "radio") control.checked = given.includes(control.value);
        else if (control.multiple) for (const option of control.options) option.selected = given.includes(option.value);
        else if (given.length) control.value = given.shift();
      }
      soon(0);
    }
  }
})();
