// A chosen file (data-save-now) is sent at once: what lies with the server survives a power cut.
(() => {
  "use strict";
  document.addEventListener("change", (event) => {
    const control = event.target;
    if (control.matches("[data-save-now]") && control.files?.length) control.form.requestSubmit();
  });
})();
