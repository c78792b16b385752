// The board looks again by itself: every five seconds while somebody sees the page, later after errors, never when stopped.
// It asks for the cards alone and says which it has, so that nearly every answer is an empty 304. Without script: a link.
(() => {
  "use strict";
  const board = document.getElementById("board");
  if (!board) return;
  const EVERY = 5_000, LONGEST = 120_000, RELOAD = 6 * 3_600_000;
  const says = document.querySelector("[data-board-says]");
  const stop = document.querySelector("[data-pause]");
  const isScreen = "always" in board.dataset;
  const began = Date.now();
  let etag = "", wait = EVERY, timer = 0, stopped = false, seen = new Date();

  const time = () => seen.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const say = (words) => {
    const text = words ? `${words} ${time()}` : "";
    if (says && says.textContent !== text) says.textContent = text;
  };
  const later = () => {
    clearTimeout(timer);
    if (!stopped && (isScreen || !document.hidden)) timer = setTimeout(look, wait + Math.random() * 500);
  };
  const look = async () => {
    try {
      const headers = etag ? { "If-None-Match": etag } : {};
      const answer = await fetch(board.dataset.live, { headers, cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(10_000) });
      if (answer.status !== 304) {
        if (!answer.ok) throw new Error(String(answer.status));
        const cards = await answer.text();
        etag = answer.headers.get("ETag") ?? "";
        if (stopped) return;
        const made = document.createElement("template");
        made.innerHTML = cards;
        if (made.content.textContent.replace(/\s+/g, " ") !== board.textContent.replace(/\s+/g, " ")) board.replaceChildren(made.content);
      }
      seen = new Date();
      wait = EVERY;
      say("");
      // A screen that stands for weeks takes in new styles and scripts four times a day, when the network is there.
      if (isScreen && Date.now() - began > RELOAD) location.reload();
    } catch {
      wait = Math.min(wait * 2, LONGEST);
      if (wait > EVERY * 2) say(says?.dataset.lost);
    }
    later();
  };

  document.addEventListener("visibilitychange", () => { if (!document.hidden && !stopped) { clearTimeout(timer); look(); } });
  if (stop) {
    const words = stop.textContent;
    stop.hidden = false;
    stop.addEventListener("click", () => {
      stopped = !stopped;
      stop.textContent = stopped ? stop.dataset.goOn : words;
      clearTimeout(timer);
      if (stopped) say(says?.dataset.stopped);
      else look();
    });
  }
  later();
})();
