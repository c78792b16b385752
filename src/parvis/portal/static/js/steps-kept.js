// A visitor's steps: their form, and where they are kept. On this device only: never in an address, never sent (docs/notebook.md).
(() => {
  "use strict";
  const KEY = "parvis-steps";
  const FORMAT = "parvis-steps-1"; // another number is another form: it is shown as such and left alone
  const MOST = { steps: 400, note: 200, name: 120, bytes: 200_000 };
  const inKiosk = document.documentElement.hasAttribute("data-kiosk");
  let inHand = ""; // at a kiosk, and where the browser keeps nothing: gone with the page

  const isLike = (pattern, given) => typeof given === "string" && pattern.test(given);
  const isDay = (text) => {
    const day = isLike(/^\d{4}-\d{2}-\d{2}$/, text) ? new Date(`${text}T00:00:00Z`) : NaN;
    return !Number.isNaN(Number(day)) && day.toISOString().startsWith(text);
  };
  const today = () => {
    const now = new Date();
    return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())).toISOString().slice(0, 10);
  };
  const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const text = (given, most) => (typeof given === "string" ? given.replace(/\s+/g, " ").trim().slice(0, most) : "");

  // Returns the step with every known field in its place and every unknown one left as it was; null when it is none.
  const sound = (given) => {
    if (typeof given !== "object" || given === null) return null;
    if (!isLike(/^[a-z][0-9a-z]{6,30}$/, given.of) || !isLike(/^[a-z_]{1,20}$/, given.kind)) return null;
    return {
      ...given,
      id: isLike(/^[0-9a-z]{6,40}$/, given.id) ? given.id : newId(),
      date: isDay(given.date) ? given.date : "",
      until: isDay(given.until) ? given.until : "",
      note: text(given.note, MOST.note),
      name: text(given.name, MOST.name),
      done: given.done === true,
    };
  };
  // Returns {document, steps, fault}: fault is "" or "broken" (no steps of ours) or "newer" (steps of a later form).
  const read = (written) => {
    const none = (fault) => ({ document: {}, steps: [], fault });
    if (!written) return none("");
    if (written.length > MOST.bytes) return none("broken");
    let document;
    try { document = JSON.parse(written); } catch { return none("broken"); }
    if (typeof document?.format !== "string" || !document.format.startsWith("parvis-steps-")) return none("broken");
    if (document.format !== FORMAT) return none("newer");
    if (!Array.isArray(document.steps)) return none("broken");
    const once = new Map(document.steps.map(sound).filter(Boolean).map((step) => [step.id, step]));
    return { document, steps: [...once.values()].slice(0, MOST.steps), fault: "" };
  };
  const stored = () => {
    if (inKiosk || inHand) return inHand;
    try { return localStorage.getItem(KEY) || ""; } catch { return ""; }
  };
  const load = () => read(stored());
  const write = (document, steps) => JSON.stringify({ ...document, format: FORMAT, steps });
  // Returns "" or why not: "newer", "full"; "unkept" when it holds until the page is left.
  const save = (steps) => {
    const kept = load();
    if (kept.fault === "newer") return "newer";
    const written = write(kept.document, steps);
    if (steps.length > MOST.steps || written.length > MOST.bytes) return "full";
    inHand = inKiosk ? written : "";
    if (inKiosk) return "";
    try { localStorage.setItem(KEY, written); } catch { inHand = written; return "unkept"; }
    return "";
  };
  const forget = () => {
    inHand = "";
    try { localStorage.removeItem(KEY); } catch { /* then nothing was kept */ }
  };

  globalThis.parvisSteps = Object.freeze({
    KEY, FORMAT, MOST, inKiosk, isDay, today, newId, sound, read, load, write: (steps) => write(load().document, steps), save, forget,
  });
})();
