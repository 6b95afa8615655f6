// The file of a layout: checked while it is typed.

const form = document.getElementById("file");
let timer = 0;
let asked = null;

async function check() {
  asked?.abort();
  asked = new AbortController();
  const sent = new FormData(form);
  sent.set("action", "live");
  const answer = await fetch(form.getAttribute("action"), { method: "POST", body: new URLSearchParams(sent), signal: asked.signal }).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("result");
  if (fresh) document.getElementById("result").replaceWith(document.importNode(fresh, true));
}

document.getElementById("body").addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(check, 500);
});
