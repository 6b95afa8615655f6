// The divider between document and values: by mouse, by arrow keys, by buttons; kept for next time.

import { sides } from "./fields.js";

const divider = document.getElementById("divider");
const wishes = document.getElementById("wishes");
const [NARROWEST, WIDEST, STEP] = [30, 70, 5];

function set(percent, keep = true) {
  const wide = Math.min(WIDEST, Math.max(NARROWEST, Math.round(percent / STEP) * STEP));
  for (const name of [...sides.classList]) if (name.startsWith("split-")) sides.classList.remove(name);
  sides.classList.add(`split-${wide}`);
  sides.dataset.divider = wide;
  divider.setAttribute("aria-valuenow", wide);
  if (keep) save({ divider: wide });
}

export function save(changed) {
  const sent = new FormData(wishes);
  for (const [name, value] of Object.entries(changed)) sent.set(name, value);
  sent.set("quiet", "yes");
  fetch(wishes.action, { method: "POST", body: new URLSearchParams(sent) }).catch(() => null);
}

function percentAt(x) {
  const box = sides.getBoundingClientRect();
  const share = ((x - box.left) / box.width) * 100;
  return sides.classList.contains("swapped") ? 100 - share : share;
}

divider?.addEventListener("pointerdown", (event) => {
  event.preventDefault();
  divider.setPointerCapture(event.pointerId);
  divider.focus();
});
divider?.addEventListener("pointermove", (event) => {
  if (divider.hasPointerCapture(event.pointerId)) set(percentAt(event.clientX), false);
});
divider?.addEventListener("pointerup", (event) => {
  divider.releasePointerCapture(event.pointerId);
  save({ divider: sides.dataset.divider });
});
divider?.addEventListener("keydown", (event) => {
  const now = Number(sides.dataset.divider);
  const away = sides.classList.contains("swapped") ? -1 : 1;
  const wanted = { ArrowLeft: now - STEP * away, ArrowRight: now + STEP * away, Home: NARROWEST, End: WIDEST }[event.key];
  if (wanted === undefined) return;
  event.preventDefault();
  set(wanted);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-divide]");
  if (!button) return;
  event.preventDefault();
  set(Number(sides.dataset.divider) + Number(button.dataset.divide));
});
