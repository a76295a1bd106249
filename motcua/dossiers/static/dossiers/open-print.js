// The receipt opens by itself where the browser allows it, once; else the button has the focus and Enter opens it.
(() => {
  "use strict";
  const link = document.querySelector("a[data-open-print]");
  if (!link) return;
  const place = `motcua:opened:${link.pathname}`;
  try {
    if (sessionStorage.getItem(place)) return;
    sessionStorage.setItem(place, "1");
  } catch {
    return;
  }
  window.open(link.href, "_blank", "noopener");
})();
