// The totals bar while somebody types: the server reads the amounts as the documents write them.

import { form, isValue } from "./fields.js";

const PAUSE = 250;
let waiting = 0;
let asked = 0;

async function refresh() {
  const sums = document.getElementById("sums");
  if (!sums || !form.querySelector("input[name='payments']")) return;
  asked += 1;
  const mine = asked;
  const sent = new FormData(form);
  sent.set("action", "sums");
  const answer = await fetch(form.getAttribute("action"), { method: "POST", body: new URLSearchParams(sent) }).catch(() => null);
  if (!answer?.ok || mine !== asked) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  sums.replaceChildren(...document.importNode(fresh.body, true).childNodes);
}

form?.addEventListener("input", (event) => {
  if (!isValue(event.target)) return;
  clearTimeout(waiting);
  waiting = setTimeout(refresh, PAUSE);
});
