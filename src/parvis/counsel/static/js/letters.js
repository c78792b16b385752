// A thread that stands open asks every few seconds whether something is new. A page of the visitor sends its pass in the body of the form, never
// in an address; without this script "Look again" does the same. What was typed is never lost: a page only loads again by itself while nothing is.
{
  const form = document.getElementById("letter");
  const at = (id) => document.getElementById(id);
  const text = form.elements.text, pass = form.elements.pass;
  const SECONDS = 5, LONGEST = 60;
  let wait = SECONDS, etag = "";

  const ask = () => {
    if (!pass) return fetch(form.dataset.news, { cache: "no-store", headers: etag ? { "If-None-Match": etag } : {} });
    const body = new URLSearchParams({ pass: pass.value });
    return fetch(form.dataset.news, { method: "POST", body, cache: "no-store", credentials: "omit" });
  };
  const isNew = () => {
    const look = form.querySelector("button[value=look]");
    if (!text.value && document.activeElement !== text && look) form.requestSubmit(look);
    else at("news").hidden = false;
  };
  const end = () => {
    if (at("ended")) at("ended").hidden = false;
    at("writing").hidden = at("news").hidden = true;
  };
  const turn = async () => {
    if (document.hidden) return again();
    try {
      const answer = await ask();
      if (answer.status === 410 || answer.status === 403 || answer.redirected) return end();
      wait = SECONDS;
      if (answer.status === 200) {
        etag = answer.headers.get("ETag") || "";
        const said = await answer.json();
        at("writing").hidden = !said.writing;
        if (String(said.version) !== form.dataset.version) return isNew();
      }
    } catch { wait = Math.min(LONGEST, wait * 2); }
    again();
  };
  const again = () => setTimeout(turn, wait * 1000 * (0.8 + Math.random() * 0.4));
  if (form.dataset.news) again();
}
