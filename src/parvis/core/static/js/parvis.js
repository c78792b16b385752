// What every page gains with script; each part is a block of its own, and nothing is lost without it.

// The page for when there is no network (sw.js keeps only that). Never at a kiosk, which remembers nothing.
if ("serviceWorker" in navigator && isSecureContext && !document.documentElement.hasAttribute("data-kiosk")) {
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
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
