// Keys of the officials' pages: / j k Enter x ? and Ctrl+Enter. Everything works without them too.
(() => {
  "use strict";

  const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);
  const here = () => document.querySelector("[data-row].is-here");
  const dialog = document.getElementById("keys");

  const isTyping = (target) =>
    target.isContentEditable ||
    target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])");

  function stand(row) {
    here()?.classList.remove("is-here");
    row.classList.add("is-here");
    row.querySelector("a[href]")?.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  function move(by) {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(here());
    stand(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)]);
  }

  function take() {
    const box = here()?.querySelector("input[type=checkbox]");
    if (!box) return;
    box.checked = !box.checked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  const acts = {
    j: () => move(1),
    k: () => move(-1),
    x: take,
    "/": () => document.getElementById("global-search")?.select(),
    "?": () => dialog && !dialog.open && dialog.showModal(),
    Enter: (event) => {
      // A link, a button or a box does its own; else the row where one stands is opened.
      if (event.target.closest("a, button, summary, input, label")) return false;
      const link = here()?.querySelector("a[href]");
      link?.click();
      return Boolean(link);
    },
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented) return;
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      const main = document.querySelector("[data-ctrl-enter]");
      if (main && !document.querySelector("dialog[open]")) {
        event.preventDefault();
        main.form ? main.form.requestSubmit(main) : main.click();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const act = acts[event.key];
    if (act && act(event) !== false) event.preventDefault();
  });

  // The row is marked where the pointer or the tabulator has come to, so that j goes on from there.
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (row && row !== here()) {
      here()?.classList.remove("is-here");
      row.classList.add("is-here");
    }
  });

  document.addEventListener("change", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row || event.target.type !== "checkbox") return;
    row.classList.toggle("is-taken", event.target.checked);
    const taken = document.querySelectorAll("[data-row] input[type=checkbox]:checked").length;
    document.querySelectorAll("[data-taken]").forEach((place) => (place.textContent = taken));
  });

  document.querySelectorAll("[data-keys-open]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => dialog?.showModal());
  });
})();
