// "/" goes to the search field, as in many readers.
import { typing } from "./isnad.js";

document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !typing(event)) {
    event.preventDefault();
    const field = document.getElementById("f-q");
    field.focus();
    field.select();
  }
});
