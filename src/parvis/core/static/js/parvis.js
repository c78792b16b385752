// What every page gains with script; each part is a block of its own, and nothing is lost without it.

// The page for when there is no network (sw.js keeps only that). Never at a kiosk, which remembers nothing.
if ("serviceWorker" in navigator && isSecureContext && !document.documentElement.hasAttribute("data-kiosk")) {
  addEventListener("load", () => navigator.serviceWorker.register(`/sw.js?${document.documentElement.lang}`).catch(() => {}));
}

// The language choice closes with Escape or a press elsewhere.
{
  const tongues = document.querySelector("details.tongues");
  const close = () => tongues.removeAttribute("open");
  tongues?.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !tongues.open) return;
    close();
    tongues.querySelector("summary").focus();
  });
  if (tongues) addEventListener("pointerdown", (event) => { if (!tongues.contains(event.target)) close(); });
}

// Suggestions under the search box: a fragment of plain links, asked for when the typing rests.
{
  const box = document.querySelector("[data-suggest]");
  const place = document.getElementById("suggestions");
  let rest, asking;
  box?.addEventListener("input", () => {
    clearTimeout(rest);
    asking?.abort();
    const words = box.value.trim();
    if (words.length < 2) return place.replaceChildren();
    rest = setTimeout(async () => {
      asking = new AbortController();
      const question = new URLSearchParams(new FormData(box.form));
      try {
        const answer = await fetch(`${box.dataset.suggest}?${question}`, { signal: asking.signal });
        if (answer.ok) place.innerHTML = await answer.text();
      } catch { /* typing went on, or the network is away: the button still asks */ }
    }, 180);
  });
}
