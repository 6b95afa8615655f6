// The page of a document that is being read: goes on as soon as it was. Without scripts the page is fetched anew.

const EVERY = 1500;

async function look() {
  const answer = await fetch(location.href, { redirect: "manual", cache: "no-store" }).catch(() => null);
  const text = answer?.ok ? await answer.text() : "";
  if (answer && (answer.type === "opaqueredirect" || !text.includes('id="reading"'))) location.reload();
  else setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
