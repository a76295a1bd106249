// <input data-search-url="/thu-tuc/goi-y" data-search-into="procedure">: a list of suggestions under the field (ARIA combobox).
// The answer: {"hits": [{"value", "label", "detail", "url"}]}. A choice fills the field and the control named by data-search-into;
// with data-search-go it follows the hit's url. Without script the field and its button search as every form does.
(() => {
  "use strict";
  const words = document.getElementById("words")?.dataset ?? {};
  let number = 0;

  for (const input of document.querySelectorAll("input[data-search-url]")) start(input);
  for (const plain of document.querySelectorAll("[data-without-script]")) {
    plain.hidden = true;
    // A hidden button would still be the one that Enter presses.
    for (const button of plain.querySelectorAll("button")) button.disabled = true;
  }

  function start(input) {
    const into = input.dataset.searchInto ? input.form?.elements[input.dataset.searchInto] : null;
    const id = `options-${++number}`;
    const list = make("ul", { id, role: "listbox", class: "mc-options__list", "aria-label": words.suggestions ?? "" });
    const status = make("div", { class: "mc-hidden", role: "status" });
    const box = make("div", { class: "mc-options" });
    list.hidden = true;
    input.replaceWith(box);
    box.append(input, list, status);
    if (input.hasAttribute("autofocus")) input.focus();
    set(input, { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id });

    let hits = [];
    let at = -1;
    let timer = 0;
    let asked = null;
    let asking = null;

    input.addEventListener("input", () => {
      if (into && into.value) {
        into.value = "";
        into.dispatchEvent(new Event("change", { bubbles: true }));
      }
      clearTimeout(timer);
      timer = setTimeout(ask, 180);
    });

    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) return ask();
        const step = event.key === "ArrowDown" ? 1 : -1;
        stand((at + step + hits.length) % hits.length);
      } else if (event.key === "Enter" && !list.hidden && hits.length) {
        event.preventDefault();
        choose(hits[Math.max(at, 0)]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      } else if (event.key === "Tab" && !list.hidden && at >= 0) {
        choose(hits[at]);
      }
    });

    input.addEventListener("blur", () => setTimeout(close, 150));
    list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("[role=option]");
      if (!option) return;
      event.preventDefault();
      choose(hits[Number(option.dataset.index)]);
    });

    async function ask() {
      const text = input.value.trim();
      // Somebody who goes on pressing the arrow on a weak line waits for the answer under way and does not begin anew.
      if (asking === text) return;
      asked?.abort();
      if (text.length < 2 && !input.hasAttribute("data-search-empty")) return close();
      const mine = (asked = new AbortController());
      asking = text;
      try {
        const url = new URL(input.dataset.searchUrl, location.href);
        url.searchParams.set("q", text);
        const answer = await fetch(url, { headers: { Accept: "application/json" }, signal: mine.signal });
        if (!answer.ok) return close();
        hits = (await answer.json()).hits ?? [];
        show();
      } catch {
        // A newer question is on its way, or the line is down: the form's own button still searches.
      } finally {
        if (asked === mine) asking = null;
      }
    }

    function show() {
      at = -1;
      list.replaceChildren(
        ...hits.map((hit, index) => {
          const option = make("li", { id: `${id}-${index}`, role: "option", "aria-selected": "false", "data-index": index });
          option.append(hit.label);
          if (hit.detail) {
            const detail = make("span", { class: "mc-sub" });
            detail.textContent = hit.detail;
            option.append(detail);
          }
          return option;
        }),
      );
      list.hidden = !hits.length;
      set(input, { "aria-expanded": String(!list.hidden) });
      input.removeAttribute("aria-activedescendant");
      status.textContent = hits.length ? (words.found ?? "{}").replace("{}", hits.length) : (words.foundNothing ?? "");
    }

    function stand(index) {
      at = index;
      [...list.children].forEach((option, position) => set(option, { "aria-selected": String(position === at) }));
      const option = list.children[at];
      set(input, { "aria-activedescendant": option.id });
      option.scrollIntoView({ block: "nearest" });
    }

    function choose(hit) {
      close();
      if (!hit) return;
      if (input.hasAttribute("data-search-go") && hit.url) return location.assign(hit.url);
      input.value = hit.label;
      if (into) into.value = hit.value;
      (into ?? input).dispatchEvent(new Event("change", { bubbles: true }));
      if (input.hasAttribute("data-search-submit")) input.form.requestSubmit();
    }

    function close() {
      list.hidden = true;
      at = -1;
      set(input, { "aria-expanded": "false" });
      input.removeAttribute("aria-activedescendant");
    }
  }

  function make(name, attributes) {
    const element = document.createElement(name);
    set(element, attributes);
    return element;
  }

  function set(element, attributes) {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  }
})();
