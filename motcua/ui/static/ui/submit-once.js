// <form data-once>: a double click or an impatient second Enter sends once. The server refuses a twin anyway.
(() => {
  "use strict";
  const words = document.getElementById("words")?.dataset ?? {};

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-once]")) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    const button = event.submitter;
    if (!button) return;
    button.setAttribute("aria-disabled", "true");
    button.dataset.label = button.textContent;
    if (words.sending) button.textContent = words.sending;
  });

  // Back through the browser's history: the form may be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
    for (const button of document.querySelectorAll("[aria-disabled][data-label]")) {
      button.removeAttribute("aria-disabled");
      button.textContent = button.dataset.label;
      delete button.dataset.label;
    }
  });
})();
