// Alt+Up and Alt+Down move the event that the cursor is in; after a move the page comes back to it.
document.addEventListener("keydown", (event) => {
  if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
  const item = event.target instanceof HTMLElement ? event.target.closest(".chosen > li") : null;
  const button = item?.querySelector(`button[value^="${event.key === "ArrowUp" ? "up" : "down"}:"]`);
  if (button && !button.disabled) {
    event.preventDefault();
    button.click();
  }
});

if (location.hash.startsWith("#ev-")) document.getElementById(location.hash.slice(1))?.focus();
