// The keys of the item page that belong to no field; single keys work only outside of fields, if at all.

import { current, form, papers, sides, values } from "./fields.js";
import { larger, page, turn } from "./viewer.js";

const keys = document.getElementById("keys");

function open(id) {
  const act = document.getElementById(id);
  if (!act) return;
  act.open = true;
  act.querySelector("input, select")?.focus();
}

function press(id) {
  const button = document.getElementById(id);
  if (button && !button.disabled) form.requestSubmit(button);
}

// Through every field, whatever Tab does.
function field(step) {
  const every = values().filter((each) => each.checkVisibility());
  const at = every.indexOf(document.activeElement);
  const next = every[at < 0 ? every.indexOf(current()) : at + step] ?? every[0];
  next?.focus();
  next?.select?.();
}

function otherSide() {
  if (papers.contains(document.activeElement)) (current() ?? document.getElementById("confirm"))?.focus();
  else papers.focus();
}

function help() {
  keys.open = !keys.open;
  if (keys.open) keys.querySelector("summary").focus();
}

function leave() {
  const inside = document.activeElement?.closest("details.act[open], details.keys[open]");
  document.querySelectorAll("details.act[open], details.keys[open]").forEach((each) => { each.open = false; });
  inside?.querySelector("summary")?.focus();
}

const WITH_ALT = {
  KeyP: () => open("act-postpone"),
  KeyH: () => open("act-hand"),
  KeyR: () => open("act-reject"),
  KeyZ: () => press("undo"),
  PageDown: () => page(1),
  PageUp: () => page(-1),
};
const ALONE = { "?": help, n: () => page(1), p: () => page(-1), "+": () => larger(1), "-": () => larger(-1), 0: () => larger(0), r: turn };

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  const typing = event.target.closest?.("input, select, textarea");
  const command = event.ctrlKey || event.metaKey;
  let act = null;
  if (event.altKey && !command) act = WITH_ALT[event.code];
  else if (command && event.key.toLowerCase() === "s") act = () => press("save");
  else if (event.ctrlKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) act = () => field(event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "F6") act = otherSide;
  else if (event.key === "Escape") act = leave;
  else if (!command && !typing && sides.dataset.singleKeys === "yes") act = ALONE[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
document.getElementById("keyhelp")?.addEventListener("click", (event) => {
  event.preventDefault();
  help();
});
// One of the small sheets above the buttons at a time.
document.querySelectorAll("details.act").forEach((each) => each.addEventListener("toggle", () => {
  if (each.open) document.querySelectorAll("details.act[open]").forEach((other) => { if (other !== each) other.open = false; });
}));
