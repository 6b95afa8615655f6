// Typed values are not left behind unasked.

import { form } from "./fields.js";

// A page that came back with a refusal shows texts that are stored nowhere.
let typed = !!document.querySelector("[role='alert']:not([hidden])");

form?.addEventListener("input", () => { typed = true; });
document.addEventListener("swapped", (event) => { typed ||= !event.detail?.startsWith("window:"); });
form?.addEventListener("submit", (event) => { if (!event.defaultPrevented) typed = false; });
window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
