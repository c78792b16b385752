// The slip with script: every press is answered in place, so that no entry of the browser's history ever holds a slip; it leaves
// the screen by a key, after idle minutes, and when the page is left. A second window shows what the first one says, in memory only.
// Without script each press is a form, its answers may not be kept (no-store), and the page goes back to an empty slip by itself.
(() => {
  "use strict";
  const at = () => document.getElementById("slip");
  const clean = at().dataset.slip;
  const isScreen = "slipScreen" in at().dataset;
  const warning = document.querySelector("[data-slip-warning]");
  const WARNED = 20; // seconds to say "Still here"; WCAG 2.2.1 asks for that many
  const idle = Math.max(Number(at().dataset.idle), WARNED * 2);
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("parvis-slip") : null;
  let timer = 0;

  history.replaceState(null, "", clean); // a notebook opened by its address leaves the address at once

  const empty = () => {
    for (const form of document.forms) form.reset();
    at().replaceChildren();
  };
  const leave = () => {
    channel?.postMessage({ left: true });
    empty();
    location.replace(clean);
  };

  const state = () => {
    const given = new FormData(document.querySelector("#slip form"));
    return ["n", "language", "with", "paper"].map((name) => [name, given.get(name) || ""]);
  };
  const dress = () => {
    for (const button of document.querySelectorAll("[data-slip-print], [data-slip-keys]")) button.hidden = false;
    offerCamera();
  };
  const place = (pressed) => {
    const [name, value] = pressed;
    const box = document.getElementById("q");
    const same = name === "say" && document.querySelector(`button[name=say][value="${CSS.escape(value)}"]`);
    const found = name === "find" && document.querySelector("#slip button[autofocus]");
    const list = ["up", "down", "drop"].includes(name) && document.getElementById("slip-list");
    const goal = same || found || list || box;
    goal?.focus();
    if (goal === box) box?.select();
  };
  const swap = (text) => {
    const came = new DOMParser().parseFromString(text, "text/html").getElementById("slip");
    if (!came) return false;
    at().replaceWith(document.adoptNode(came));
    dress();
    return true;
  };
  // One press after the other: a second one, however quick, changes what the first one left.
  let turn = Promise.resolve();
  const ask = (fields) => {
    const mine = turn.then(() => send(fields));
    turn = mine.catch(() => {});
    return mine;
  };
  const send = async (fields) => {
    if (!isScreen) fields.set("n", document.querySelector("#slip [name=n]")?.value || "");
    const answer = await fetch(clean, { method: "POST", body: fields, cache: "no-store" });
    return (answer.ok || answer.status === 422) && !answer.redirected && swap(await answer.text());
  };

  addEventListener("submit", async (event) => {
    const form = event.target;
    const pressed = event.submitter;
    if (event.defaultPrevented || form.method !== "post" || pressed?.formTarget) return;
    if (pressed?.name === "show" || "slipBack" in form.dataset) return show(event, form, pressed);
    event.preventDefault();
    const fields = new FormData(form, pressed);
    if (!(await ask(fields).catch(() => false))) return form.submit();
    place([pressed?.name || "find", pressed?.value || ""]);
    channel?.postMessage({ state: state() });
  });
  // Showing it large and coming back change the whole page's look: the same swap, and the site's own head goes with it.
  const show = async (event, form, pressed) => {
    event.preventDefault();
    if (!(await ask(new FormData(form, pressed)).catch(() => false))) return form.submit();
    document.querySelector("#slip h1")?.scrollIntoView();
    document.querySelector("#slip button")?.focus({ preventScroll: true });
  };

  addEventListener("click", (event) => {
    if (event.target.closest("[data-slip-left]")) {
      event.preventDefault();
      leave();
    } else if (event.target.closest("[data-slip-print]")) print();
  });
  addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !typing) {
      event.preventDefault();
      document.getElementById("q")?.select();
    } else if (event.altKey && event.code === "KeyX") leave();
    else if (event.altKey && event.code === "KeyP" && !isScreen) print();
    else if (["ArrowDown", "ArrowUp"].includes(event.key)) walk(event);
  });
  const walk = (event) => {
    const stops = [document.getElementById("q"), ...document.querySelectorAll("[data-slip-found] button")];
    const here = stops.indexOf(event.target);
    const next = stops[here + (event.key === "ArrowDown" ? 1 : -1)];
    if (here < 0 || !next) return;
    event.preventDefault();
    next.focus();
  };

  // Idle: only while something is on the screen.
  const warn = () => {
    if (!warning) return leave();
    warning.hidden = false;
    warning.querySelector("button").focus();
    timer = setTimeout(leave, WARNED * 1000);
  };
  const wake = () => {
    clearTimeout(timer);
    if (warning) warning.hidden = true;
    timer = setTimeout(() => (Number(at().dataset.count) ? warn() : wake()), (idle - WARNED) * 1000);
  };
  for (const sign of ["pointerdown", "keydown", "scroll", "input", "touchstart"]) addEventListener(sign, wake, { passive: true });

  // A page that comes back out of the browser's memory must come back empty.
  addEventListener("pagehide", empty);
  addEventListener("pageshow", (event) => { if (event.persisted) location.replace(clean); });

  if (isScreen && channel) channel.onmessage = ({ data }) => {
    if (data.left) {
      empty();
      close();
    } else if (data.state) {
      const fields = new FormData(document.querySelector("#slip form"));
      for (const [name, value] of data.state) fields.set(name, value);
      fields.set("show", "screen");
      ask(fields).catch(() => {});
      wake();
    }
  };

  function offerCamera() {
    const button = document.querySelector("[data-slip-scan]");
    if (!button || !("BarcodeDetector" in window) || !navigator.mediaDevices) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const eye = document.querySelector("[data-slip-eye]");
      const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }).catch(() => null);
      if (!stream) return void (button.hidden = true);
      eye.srcObject = stream;
      eye.hidden = false;
      await eye.play();
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      const look = async () => {
        const [found] = await detector.detect(eye).catch(() => []);
        if (!eye.isConnected || found) for (const track of stream.getTracks()) track.stop();
        if (!eye.isConnected) return;
        if (!found) return void setTimeout(look, 200);
        document.getElementById("open").value = found.rawValue;
        eye.closest("form").requestSubmit();
      };
      look();
    });
  }
  dress();
  wake();
})();
