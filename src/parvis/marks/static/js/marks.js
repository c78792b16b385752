// Marks with script: no reload between two interviews, keys, and notes that wait on this device while there is no network.
// A note is codes and a random name; it is kept until it was sent, with no hour, and in no order.
{
  const form = document.getElementById("mark");
  const at = (id) => document.getElementById(id);
  const word = (name) => document.querySelector(`[data-word="${name}"]`).textContent;
  const store = `marks ${form.dataset.house}`, MOST = 100;
  const clock = Number(form.dataset.now) - Date.now(); // the server's clock less this device's, which may be wrong
  const draw = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  let prefs = { band: "", keys: true }, isKept = true;
  const notes = new Map(); // by name, each beside it in the device's store until it was sent: two open pages lose nothing
  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const write = (key, value) => {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(value));
    } catch { isKept = false; }
  };
  const remember = () => write(store, prefs);
  const hold = (note) => { notes.set(note.name, note); write(`${store} ${note.name}`, note); };
  const drop = (name) => { notes.delete(name); write(`${store} ${name}`, null); };
  try {
    prefs = { ...prefs, ...read(store) };
    for (const key of Object.keys(localStorage).filter((key) => key.startsWith(`${store} `))) {
      const note = read(key);
      if (note?.name) notes.set(note.name, note);
    }
  } catch { isKept = false; }
  let undoable = null, timer = 0;
  const say = (name) => { at("refusal")?.remove(); at("said").textContent = word(name); };

  // The same reading as marks/rules.py, on the clock of the house.
  const now = () => {
    const parts = new Intl.DateTimeFormat("en-CA", {
      timeZone: form.dataset.zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", hourCycle: "h23",
    }).formatToParts(Date.now() + clock);
    const { year, month, day, hour } = Object.fromEntries(parts.map((part) => [part.type, part.value]));
    const { noon, dusk } = form.dataset;
    return `${year}-${month}-${day}/${Number(hour) < Number(noon) ? "am" : Number(hour) < Number(dusk) ? "pm" : "eve"}`;
  };

  const waiting = (name) => {
    at("off").hidden = !name;
    if (name) at("off").textContent = `${word(name)} ${notes.size}${isKept ? "" : ` ${word("lost")}`}`;
  };
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]");
  const renew = async () => { // the form's cookie lasts half an hour, an open page longer
    const page = await fetch(form.action, { redirect: "manual" });
    const fresh = page.ok && new DOMParser().parseFromString(await page.text(), "text/html").querySelector("[name=csrfmiddlewaretoken]");
    if (!fresh) throw new Error("out");
    token().value = fresh.value;
  };
  const post = (body) => fetch(form.dataset.notes, {
    method: "POST", redirect: "manual", body,
    headers: { "Content-Type": "application/json", "X-CSRFToken": token().value },
  });
  const send = async () => {
    while (notes.size) {
      const sent = [...notes.values()].slice(0, MOST);
      sent.forEach((note) => { note.tried = true; hold(note); });
      const body = JSON.stringify({ notes: sent });
      let answer = await post(body);
      if (answer.status === 403) { await renew(); answer = await post(body); }
      if (answer.type === "opaqueredirect") throw new Error("out");
      if (!answer.ok) throw new Error("offline");
      const { answers } = await answer.json();
      // One that was taken back while it was on its way is another note by now, and goes next.
      for (const note of sent) if (note.name in answers && notes.get(note.name) === note) drop(note.name);
      const refused = Object.values(answers).find(Boolean);
      if (refused) { forget(); at("said").textContent = refused; }
    }
    waiting("");
  };
  let before = Promise.resolve();
  const trySend = () => (before = before.then(send).catch((error) => waiting(error.message === "out" ? "out" : "offline")));
  const forget = () => { clearTimeout(timer); undoable = null; at("undo").hidden = true; };
  const asBefore = (button) => {
    const again = at("as-before");
    if (!button) return;
    again.hidden = false;
    again.value = prefs.band = button.value;
    again.querySelector("b").textContent = button.querySelector("span").textContent;
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const data = new FormData(form), themes = data.getAll("themes"), band = event.submitter?.value;
    if (!themes.length || themes.length > Number(form.dataset.most)) return say("themes");
    if (form.elements.desk && !data.get("desk")) return say("desk");
    if (!data.get("language")) return say("language");
    if (!band) return say("band");
    const note = { name: draw(), when: data.get("when") || now(), themes, band };
    for (const name of ["desk", "language", "mode", "age", "status"]) note[name] = data.get(name) || "";
    asBefore(form.querySelector(`button[data-key][value="${band}"]`));
    remember();
    for (const input of form.querySelectorAll("[name=themes], [name=age], [name=status]")) input.checked = input.name !== "themes" && !input.value;
    at("when").value = "";
    forget();
    at("undo-form")?.remove();
    undoable = note;
    at("undo").hidden = false;
    timer = setTimeout(forget, Number(form.dataset.minute) * 1000);
    say("noted");
    hold(note);
    return trySend();
  });
  at("undo").addEventListener("click", () => {
    const note = undoable;
    if (!note) return;
    forget();
    say("undone");
    // One that never left needs no word; of one that did, or may have, the house is told that it does not count.
    if (notes.get(note.name) === note && !note.tried) drop(note.name);
    else hold({ ...note, gone: true });
    trySend();
    form.querySelector("[name=themes]").focus();
  });

  const press = (key) => {
    const found = form.querySelector(`[data-key="${key}"]`);
    if (!found) return false;
    found.focus();
    found.click();
    return true;
  };
  addEventListener("keydown", (event) => {
    if (!prefs.keys || event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.target.closest("select, textarea, input[type=text], summary, a")) return;
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code), letter = /^Key([A-Z])$/.exec(event.code);
    let done = false;
    if (digit) done = press(`${event.shiftKey ? "⇧" : ""}${digit[1]}`);
    else if (/^[a-z]$/i.test(event.key)) done = press(event.key.toLowerCase());
    else if (letter) done = press(letter[1].toLowerCase());
    else if (event.key === "Backspace" && !at("undo").hidden) { at("undo").click(); done = true; }
    else if (event.key === "Enter" && !event.target.closest("button, #keys")) {
      at("as-before").click();
      done = true;
    }
    if (done) event.preventDefault();
  });
  at("keys").checked = prefs.keys;
  at("keys").closest("p").hidden = false;
  at("keys").addEventListener("change", () => { prefs.keys = at("keys").checked; remember(); });

  if (prefs.band && !at("as-before").value) asBefore(form.querySelector(`button[data-key][value="${prefs.band}"]`));
  for (const name of ["desk", "language", "mode"]) {
    for (const input of form.querySelectorAll(`[name=${name}]`)) {
      if (!new URLSearchParams(location.search).has(name) && prefs[name] === input.value) input.checked = true;
      input.addEventListener("change", () => { prefs[name] = input.value; remember(); });
    }
  }
  addEventListener("online", trySend);
  setInterval(() => { if (notes.size) trySend(); }, 20_000);
  if (notes.size) trySend();
}
