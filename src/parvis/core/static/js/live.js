// Pages of what goes on now look again by themselves (accounts/domain/live.py): every few seconds while they are seen, less often when the server does
// not answer. What changed is put in place, and what must be heard ([data-say]) is said once. Without script: the link "Look again".
// [data-next] is the address of the screen after this one; #lost says that the server does not answer.
{
  const place = document.querySelector("[data-live]");
  const said = document.getElementById("said");
  const lost = document.getElementById("lost");
  const usual = () => Number(place.dataset.live) * 1000;
  const words = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const calls = (root) => new Map([...root.querySelectorAll("[data-say]")].map((each) => [each.id || words(each), words(each)]));
  let mark = "", pause = usual(), known = calls(place);

  const isBusy = () => place.contains(document.activeElement) && document.activeElement.matches("select, input");
  const miss = (isLost) => {
    pause = isLost ? Math.min(pause * 2, 60000) : usual();
    if (!lost || lost.hidden !== isLost) return;
    lost.hidden = !isLost;
    lost.textContent = isLost ? lost.dataset.words : "";
  };
  const put = (fresh) => {
    place.dataset.live = fresh.dataset.live;
    place.dataset.next = fresh.dataset.next || "";
    if (fresh.innerHTML.replace(/value="[^"]*"/g, "") === place.innerHTML.replace(/value="[^"]*"/g, "")) return;
    const focused = place.contains(document.activeElement) ? document.activeElement.id : "";
    place.replaceChildren(...fresh.childNodes);
    if (focused) document.getElementById(focused)?.focus();
    const now = calls(place);
    const news = [...now].filter(([name]) => !known.has(name)).map(([, text]) => text);
    if (news.length) said.textContent = news.join(". ");
    known = now;
  };
  const look = async () => {
    if (document.visibilityState === "visible" && !isBusy()) {
      try {
        const answer = await fetch(new URL(place.dataset.next || "", location.href), { headers: mark && !place.dataset.next ? { "If-None-Match": mark } : {}, cache: "no-store", redirect: "error" });
        if (answer.status === 200 || answer.status === 404) {
          const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
          if (!fresh) return void location.assign(location.href);
          mark = answer.headers.get("ETag") || "";
          put(fresh);
        }
        miss(!answer.ok && answer.status !== 304);
      } catch {
        miss(true);
      }
    }
    setTimeout(look, pause);
  };
  setTimeout(look, pause);
  document.addEventListener("visibilitychange", () => { pause = usual(); });
}
