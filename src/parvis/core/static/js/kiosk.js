// A house's own device: it forgets. No history grows, idle time starts it again, and starting again empties everything.
// Without script: <meta refresh>, no-store and Clear-Site-Data do what they can (parvis/kiosk.html, core/carry.py).
(() => {
  "use strict";
  const root = document.documentElement;
  const start = document.querySelector("[data-kiosk-again]").href;
  const warning = document.querySelector("[data-kiosk-warning]");
  const WARNED = 20; // seconds to say "I am still here"; WCAG 2.2.1 asks for that many
  const idle = Math.max(Number(root.dataset.kiosk) * 60, WARNED * 2);
  let timer = 0;

  const forget = async () => {
    for (const form of document.forms) form.reset();
    try {
      localStorage.clear();
      sessionStorage.clear();
      for (const name of await caches.keys()) await caches.delete(name);
      for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
    } catch { /* not offered here: then nothing was kept either */ }
  };
  const startAgain = async () => {
    await forget();
    location.replace(start);
  };
  const warn = () => {
    warning.hidden = false;
    warning.querySelector("button").focus();
    timer = setTimeout(startAgain, WARNED * 1000);
  };
  const wake = () => {
    clearTimeout(timer);
    warning.hidden = true;
    timer = setTimeout(warn, (idle - WARNED) * 1000);
  };
  for (const sign of ["pointerdown", "keydown", "scroll", "input", "touchstart"]) {
    addEventListener(sign, wake, { passive: true });
  }

  // Every step replaces the one before: the back button has nowhere to lead.
  addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button) return;
    const url = new URL(link.href);
    event.preventDefault();
    if (link.hasAttribute("data-kiosk-again")) startAgain();
    else if (url.origin !== location.origin) return;
    else if (url.pathname === location.pathname && url.search === location.search && url.hash) {
      document.querySelector(url.hash)?.scrollIntoView();
      document.querySelector(url.hash)?.focus();
    } else {
      url.searchParams.set("kiosk", ""); // links that a script brought may not say it
      location.replace(url.href);
    }
  });
  addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "get") return;
    event.preventDefault();
    const url = new URL(form.action);
    url.search = new URLSearchParams(new FormData(form, event.submitter)).toString();
    location.replace(url.href);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  wake();
})();
