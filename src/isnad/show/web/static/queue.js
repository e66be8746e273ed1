// The queue by keys: j and k go from row to row, a accepts, x rejects, e corrects, o opens the report, u takes the last decision back.
import { ask, tell, typing } from "/static/isnad.js";

const cards = () => [...document.querySelectorAll("#queue article.item")];
const here = () => document.activeElement?.closest?.("article.item") ?? null;

function go(by) {
  const all = cards();
  if (!all.length) return;
  const at = all.indexOf(here());
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

/** Sends a form and puts the page that comes in place of this one; the row after the one decided on comes into focus. */
async function send(form, button, path = form.getAttribute("action")) {
  if (!form.reportValidity()) return;
  const all = cards().map((e) => e.dataset.row);
  const at = all.indexOf(form.closest("article")?.dataset.row ?? "");
  const answer = await ask(path, new URLSearchParams(new FormData(form, button)));
  const made = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!made.getElementById("queue")) {
    tell([...made.querySelectorAll("main p")].map((p) => p.textContent.trim()).filter(Boolean).slice(0, 2).join(" ") || answer.statusText);
    return;
  }
  for (const id of ["queue", "notices", "progress"]) {
    const [old, fresh] = [document.getElementById(id), made.getElementById(id)];
    if (id === "progress") old.parentElement.replaceWith(fresh.parentElement);
    else old.replaceWith(fresh);
  }
  document.querySelector(".who").replaceWith(made.querySelector(".who"));
  const left = cards();
  const next = left.find((e) => all.indexOf(e.dataset.row) > at) ?? left[Math.min(Math.max(at, 0), left.length - 1)];
  if (at >= 0 && next) next.focus();
}

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && typing(event)) { here()?.focus(); return; }
  if (typing(event)) return;
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") go(key === "j" ? 1 : -1);
  else if (key === "u") {
    const form = document.getElementById("undo");
    if (!form) return;
    send(form, null);
  } else if (["a", "x", "e", "o"].includes(key)) {
    const card = here() ?? cards()[0];
    if (!card) return;
    if (here() === null) { card.focus(); }
    if (key === "o") { card.querySelector("a.to")?.click(); return; }
    const button = card.querySelector(`[data-key="${key}"]`);
    if (key === "e") button.click();
    else if (button.form.checkValidity()) send(button.form, button);
    else { button.form.reportValidity(); }
  } else return;
  event.preventDefault();
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("#queue form, #undo")) return;
  event.preventDefault();
  send(event.target, event.submitter);
});

document.getElementById("keys").hidden = false;
