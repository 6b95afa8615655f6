// What the next item of the list shows first is fetched while this one is worked: it is there at once then.

import { sides } from "./fields.js";

const PAUSE = 800;

async function fetchAhead() {
  const answer = await fetch(sides.dataset.ahead).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const { pictures } = await answer.json();
  for (const address of pictures) new Image().src = address;
}

if (sides?.dataset.ahead) window.addEventListener("load", () => setTimeout(fetchAhead, PAUSE));
