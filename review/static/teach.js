// The teaching page: words into fields as on the item page, and a result that follows every change.

import "./viewer.js";
import "./divider.js";
import "./links.js";
import "./picking.js";
import "./columns.js";
import { changed, swap } from "./teaching.js";
import { form } from "./fields.js";

document.documentElement.classList.add("scripts");

const EDITS = /^(grid_|add_line|delete_line|paste|add_payment|delete_payment|check|others)/;

form.addEventListener("input", (event) => {
  if (!event.target.matches(".allcolumns, [name^='pasted:']")) changed();
});
form.addEventListener("change", (event) => {
  if (event.target.matches("[name='by_hand'], [name='apart'], select")) changed();
});
form.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || !EDITS.test(button.value)) return;
  event.preventDefault();
  swap(button.value, button);
});
changed(0);
