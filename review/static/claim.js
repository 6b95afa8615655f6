// Opening an item takes it, working on it keeps it for five minutes; who took it over is told at once.

const place = document.getElementById("claim");
const EVERY = 60_000;
let active = true;
let mine = false;

async function keep() {
  if (!place || document.hidden) return;
  const body = new URLSearchParams({ csrf: place.dataset.csrf, quiet: "yes" });
  const wanted = active || !mine;
  active = false;
  if (!wanted) return;
  const answer = await fetch(`/items/${place.dataset.item}/claim`, { method: "POST", body }).catch(() => null);
  if (!answer?.ok || !answer.headers.get("content-type")?.includes("json")) return;
  const held = await answer.json();
  const said = document.getElementById("claimed-by");
  said.textContent = held.mine ? "" : (mine ? said.dataset.taken : said.dataset.said).replace("#", held.who);
  document.getElementById("claimed").hidden = held.mine;
  mine = held.mine;
}

for (const kind of ["keydown", "pointerdown", "scroll"]) document.addEventListener(kind, () => { active = true; }, { passive: true, capture: true });
setInterval(keep, EVERY);
document.addEventListener("visibilitychange", keep);
keep();
if (location.hash === "#notes") document.getElementById("notes").open = true;
