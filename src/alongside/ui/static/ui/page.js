// What the frame does with a script. Without this file every page still works, and so does its Exit button.

// Leaves at once: by the Exit button, or by three Shifts within two seconds.
const way = document.querySelector("[data-exit]");
let shifts = [];

function leave(event) {
  event.preventDefault();
  document.documentElement.hidden = true;
  document.title = "";
  fetch(way.action, { method: "POST", keepalive: true, redirect: "manual" }).catch(() => {});
  location.replace(way.dataset.exit);
}

way.addEventListener("submit", leave);
addEventListener("keydown", (event) => {
  if (event.repeat) return;
  shifts = event.key === "Shift" ? [...shifts, event.timeStamp].filter((at) => event.timeStamp - at < 2000) : [];
  if (shifts.length > 2) leave(event);
});

// A form that only a script can send names its script. It is shown where the browser has what it needs, and the script
// is fetched when the form is sent: nobody else waits for it.
for (const form of document.querySelectorAll("form[data-script]")) {
  if (!(form.dataset.needs in window)) continue;
  for (const note of document.querySelectorAll("[data-instead]")) note.hidden = true;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await (await import(form.dataset.script)).fill(form);
      form.submit();
    } catch {
      form.querySelector("[role=alert]").hidden = false;
    }
  });
}
