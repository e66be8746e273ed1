// Comfort on every page; nothing here is needed to read or to decide.

/** Asks the server, with the token that proves that the page is ours. Gives the response. */
export async function ask(path, fields = null) {
  const options = { credentials: "same-origin", headers: {} };
  if (fields) {
    options.method = "POST";
    options.body = fields instanceof URLSearchParams ? fields : new URLSearchParams(fields);
    options.headers["x-isnad-token"] = document.body.dataset.token;
  }
  return fetch(path, options);
}

/** Whether a key press belongs to a field, not to the page. */
export function typing(event) {
  const at = event.target;
  return event.ctrlKey || event.metaKey || event.altKey || event.isComposing || (at instanceof HTMLElement && at.closest("input, select, textarea, [contenteditable]") !== null);
}

/** Tells something in the page, aloud for those who listen. */
export function tell(words) {
  const place = document.getElementById("notices");
  const line = document.createElement("p");
  line.className = "notice";
  line.textContent = words;
  place.replaceChildren(line);
}
