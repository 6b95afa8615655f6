// While one types: a change by somebody else is told, and a sign-in that ended loses nothing.

import { form, sides } from "./fields.js";

const EVERY = 20_000;
const IDLE = 5 * 60_000;
const AGAIN = 8_000;
const [changed, signedOut] = ["changed", "signed-out"].map((id) => document.getElementById(id));
let active = Date.now();
let asked = Date.now();
let away = false;
let looking = false;
let sent = 0;

// Only somebody who does something keeps the sign-in alive.
for (const kind of ["keydown", "pointerdown"]) document.addEventListener(kind, () => { active = Date.now(); }, { passive: true });

async function look() {
  const answer = await fetch(`/items/${sides.dataset.item}/version`).catch(() => null);
  if (!answer) return;
  asked = Date.now();
  const was = away;
  away = answer.redirected && new URL(answer.url).pathname === "/sign-in";
  signedOut.hidden = !away;
  if (away) return;
  if (was) await takeToken();
  if (answer.ok) changed.hidden = (await answer.text()).split(" ")[0] === sides.dataset.version;
}

// Another sign-in has another token; the forms of this page take it over.
async function takeToken() {
  const answer = await fetch(`/items/${sides.dataset.item}`).catch(() => null);
  const fresh = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = fresh?.querySelector("input[name='csrf']")?.value;
  if (token) document.querySelectorAll("input[name='csrf']").forEach((each) => { each.value = token; });
}

form?.addEventListener("submit", (event) => {
  const sound = !away && Date.now() - asked < IDLE;
  if (sound && Date.now() - sent > AGAIN) return;
  // Pressed twice is meant once: the second answer would find the first one's change.
  event.preventDefault();
  event.stopImmediatePropagation();
  if (sound || looking) return;
  looking = true;
  const { submitter } = event;
  look().then(() => {
    looking = false;
    if (!away) form.requestSubmit(submitter);
  });
}, true);
document.addEventListener("submit", (event) => { if (event.target === form && !event.defaultPrevented) sent = Date.now(); });
window.addEventListener("pageshow", () => { sent = 0; });
setInterval(() => { if (!document.hidden && Date.now() - active < IDLE) look(); }, EVERY);
document.addEventListener("visibilitychange", () => { if (!document.hidden && (away || Date.now() - asked > EVERY)) look(); });
