// Typed values are not left behind unasked, and a change by somebody else is told while one types.

import { form, sides } from "./fields.js";

const EVERY = 20_000;
let typed = false;

form?.addEventListener("input", () => { typed = true; });
document.addEventListener("swapped", () => { typed = true; });
form?.addEventListener("submit", (event) => { if (!event.defaultPrevented) typed = false; });
window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });

async function look() {
  if (document.hidden || !sides) return;
  const answer = await fetch(`/items/${sides.dataset.item}/version`).catch(() => null);
  const version = answer?.ok ? (await answer.text()).split(" ")[0] : sides.dataset.version;
  document.getElementById("changed").hidden = version === sides.dataset.version;
}
setInterval(look, EVERY);
document.addEventListener("visibilitychange", look);
