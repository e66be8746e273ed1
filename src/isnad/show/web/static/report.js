// The report page: two keys to decide, words taken from the text as code-point offsets. Without it, links and forms do the same.
import { ask, tell, typing } from "/static/isnad.js";

const page = () => document.getElementById("text");
const panel = () => document.getElementById("panel");
let current = new URLSearchParams(location.search).get("at") || "";
let last = null; // the words that were selected last, kept while a field has the focus

/** Code points of a string. */
const length = (words) => { let n = 0; for (const _ of words) n += 1; return n; };

/** How many code points of the report stand before a place in the page. */
export function offset(node, at) {
  const range = document.createRange();
  range.setStart(page(), 0);
  range.setEnd(node, at);
  return length(range.toString());
}

/** The selected words as [start, end] in code points of the stored text, or null. */
export function selected() {
  const chosen = document.getSelection();
  if (!chosen || chosen.rangeCount === 0 || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  if (!page().contains(range.startContainer) || !page().contains(range.endContainer)) return null;
  const whole = range.toString();
  const ahead = whole.length - whole.trimStart().length;
  const behind = whole.length - whole.trimEnd().length;
  const start = offset(range.startContainer, range.startOffset) + length(whole.slice(0, ahead));
  const end = offset(range.endContainer, range.endOffset) - length(whole.slice(whole.length - behind));
  return start < end ? [start, end, whole.trim()] : null;
}

/** The ids of the marks, in order of the text. */
const order = () => [...page().querySelectorAll('span[id^="m-"]')].map((e) => e.id.slice(2));

const address = (changes) => {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) value === null ? query.delete(name) : query.set(name, value);
  return `${location.pathname}?${query}`;
};

function light(id) {
  for (const e of page().querySelectorAll(".current")) e.classList.remove("current", "lead");
  if (!id) return;
  for (const e of page().querySelectorAll(`[data-at="${CSS.escape(id)}"]`)) e.classList.add("lead");
  for (const e of page().querySelectorAll(`[data-m~="${CSS.escape(id)}"]`)) e.classList.add("current");
}

/** Looks at a mark: lights it, shows what stands behind it. */
async function look(id, { scroll = false, keep = true } = {}) {
  if (keep) {
    current = id;
    history.replaceState(null, "", `${address({ at: id, edit: null, add: null, start: null, end: null })}#m-${id}`);
  }
  light(id);
  if (scroll) page().querySelector(`[data-m~="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "nearest" });
  const query = new URLSearchParams(location.search);
  query.delete("at");
  const answer = await ask(`${location.pathname}/mark/${id}?${query}`);
  if (answer.ok && (keep ? current === id : true)) { panel().innerHTML = await answer.text(); dress(); }
}

/** Puts a page that the server sent in place of this one, where they differ. */
async function take(answer) {
  const made = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!made.getElementById("text")) {
    tell(made.querySelector("main p")?.textContent ?? answer.statusText);
    return false;
  }
  for (const id of ["text", "side", "notices", "layers"]) document.getElementById(id).replaceWith(made.getElementById(id));
  const who = made.querySelector(".who");
  document.querySelector(".who").replaceWith(who);
  const where = new URL(answer.url);
  current = where.searchParams.get("at") || "";
  history.replaceState(null, "", where.pathname + where.search + (current ? `#m-${current}` : ""));
  dress();
  return true;
}

async function send(form, button = null) {
  if (!form.reportValidity()) return;
  const fields = new URLSearchParams(new FormData(form, button));
  await take(await ask(form.getAttribute("action"), fields));
}

function step(by) {
  const ids = order();
  if (!ids.length) return;
  const at = ids.indexOf(current);
  look(ids[at < 0 ? (by > 0 ? 0 : ids.length - 1) : Math.min(Math.max(at + by, 0), ids.length - 1)], { scroll: true });
}

async function open(path) { await take(await ask(path)); document.querySelector("#panel form input:not([type=hidden]), #panel form select")?.focus(); }

const byKey = (key) => document.querySelector(`#side [data-key="${key}"]`);

addEventListener("keydown", (event) => {
  if (event.key === "Escape") { current = ""; light(""); document.activeElement?.blur?.(); open(address({ at: null, edit: null, add: null, start: null, end: null })); return; }
  if (typing(event)) return;
  const key = event.key.toLowerCase();
  const words = selected();
  if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
  else if (key === "a" || key === "x" || key === "u") {
    const button = byKey(key);
    if (!button) return;
    send(button.form, button); // asks for a name where none is known yet
  } else if (key === "e") { const link = byKey("e"); if (!link) return; open(link.getAttribute("href").split("#")[0]); }
  else if (key === "n") {
    if (!words) { document.getElementById("f-add")?.focus(); event.preventDefault(); return; }
    open(address({ add: document.getElementById("f-add")?.value || "claim", start: words[0], end: words[1], at: null, edit: null }));
  } else return;
  event.preventDefault();
});

document.addEventListener("selectionchange", () => { const words = selected(); if (words) last = words; });

document.addEventListener("click", (event) => {
  const taker = event.target.closest?.("button.take");
  if (taker) {
    const field = document.getElementById(taker.dataset.for);
    if (!last || !field) return;
    if (taker.dataset.take === "span") {
      field.value = `${last[0]}-${last[1]}`;
      document.getElementById(field.id.replace("f-", "w-")).textContent = last[2];
      return;
    }
    field.value = field.value ? `${field.value} ; ${last[2]}` : last[2];
    field.parentElement.querySelector("input[type=hidden]").value = `${last[0]}-${last[1]}`;
    field.focus();
    return;
  }
  const link = event.target.closest?.("#text a.m");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    if (!selected()) look(link.dataset.at);
    return;
  }
  const inside = event.target.closest?.("#side a[href^='?']");
  if (inside && !event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); open(inside.getAttribute("href").split("#")[0]); return; }
  const band = event.target.closest?.("#text [data-m]");
  if (band && !selected() && band.dataset.m) look(band.dataset.m.split(" ").at(-1));
});

document.addEventListener("submit", (event) => {
  if (!event.target.closest("#side")) return;
  event.preventDefault();
  if (event.target.method === "get") {
    const query = new URLSearchParams(new FormData(event.target));
    if (last && event.target.id === "adding") { query.set("start", last[0]); query.set("end", last[1]); }
    open(`${location.pathname}?${query}`);
  } else send(event.target, event.submitter);
});

document.addEventListener("change", (event) => {
  const form = event.target.closest?.("#layers");
  if (!form) return;
  const query = new URLSearchParams(new FormData(form));
  if (event.target.name === "beside") { form.submit(); return; }
  const layers = query.getAll("layers").filter(Boolean).join(",");
  ask(address({ layers })).then(take);
});

// What is hovered or focused is shown when nothing has been chosen.
let hovered = 0;
document.addEventListener("pointerover", (event) => {
  const link = event.target.closest?.("#text a.m");
  clearTimeout(hovered);
  if (link && !current && !document.querySelector("#panel form.edit")) hovered = setTimeout(() => look(link.dataset.at, { keep: false }), 160);
});
document.addEventListener("focusin", (event) => {
  const link = event.target.closest?.("#text a.m");
  if (link && link.dataset.at !== current && link.matches(":focus-visible")) look(link.dataset.at);
});

/** What only makes sense with scripts is shown. */
function dress() {
  for (const e of document.querySelectorAll("button.take, #keys")) e.hidden = false;
  const chosen = document.querySelector("#layers button");
  if (chosen) chosen.hidden = true;
}

// A link to words, #s-12-40, that the server has not marked: it is asked to.
function aim() {
  const found = /^#s-(\d+)-(\d+)$/.exec(location.hash);
  if (found && !document.getElementById(location.hash.slice(1))) location.replace(`${address({ start: found[1], end: found[2] })}${location.hash}`);
}
addEventListener("hashchange", aim);
aim();
dress();
if (current) light(current);
