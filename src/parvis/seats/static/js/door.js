// The door with script: it knows the valid codes by fingerprints, answers without the network, and sends its notes when it can.
// Notes (fingerprints, no codes) live in this page and in this tab's session until they were sent.
{
  const door = document.getElementById("door");
  const at = (id) => document.getElementById(id);
  const word = (name) => door.querySelector(`[data-word="${name}"]`).textContent;
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const field = at("code"), store = `door ${door.dataset.marks}`;
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const draw = () => hex(crypto.getRandomValues(new Uint8Array(9)));
  let prints = new Set([...door.querySelectorAll("data.print")].map((each) => each.value));
  let notes = { page: draw(), number: 0, turn: 0, marks: [], used: {} };
  try { notes = JSON.parse(sessionStorage.getItem(store)) || notes; } catch { /* nothing can be kept: notes live in the page */ }
  const keep = () => { try { sessionStorage.setItem(store, JSON.stringify(notes)); } catch { /* as above */ } };

  // The same reading as seats/domain/codes.py.
  const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  const read = (typed) => {
    const letters = typed.slice(typed.lastIndexOf("#") + 1).normalize("NFKC").toLowerCase()
      .replace(/[٠-٩]/g, (digit) => digit.charCodeAt(0) - 0x660).replace(/[^0-9a-z]/g, "")
      .replace(/o/g, "0").replace(/[il]/g, "1").replace(/u/g, "v");
    if (letters.length !== 12) return null;
    let total = ALPHABET.indexOf(letters[11]);
    [...letters.slice(0, 11)].reverse().forEach((letter, place) => {
      const value = ALPHABET.indexOf(letter) * (2 - (place % 2));
      total += Math.floor(value / 32) + (value % 32);
    });
    return total % 32 === 0 ? letters : null;
  };
  const fingerprint = async (letters) => {
    const bytes = Uint8Array.from(door.dataset.key.match(/../g), (pair) => parseInt(pair, 16));
    const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    return hex(new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(letters)))).slice(0, 32);
  };

  const send = async () => {
    const { page, number, turn, marks } = notes;
    const sent = marks.slice(0, 500);
    const answer = await fetch(door.dataset.marks, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ page, number, turn, marks: sent }),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const said = await answer.json();
    notes.marks = notes.marks.filter((mark) => !(mark.entry in said.seen));
    keep();
    prints = new Set(Object.keys(said.prints));
    at("inside").textContent = said.inside;
    at("free").textContent = said.free;
    at("off").hidden = true;
    return said.seen;
  };
  let before = Promise.resolve();
  const trySend = () => (before = before.then(send).catch(() => {
    at("off").hidden = false;
    at("off").textContent = word("offline");
    return null;
  }));

  const enter = async (typed) => {
    const letters = read(typed);
    if (!letters) return void (at("seen").textContent = word("slip"));
    const print = await fingerprint(letters);
    if (notes.used[print]) return void (at("seen").textContent = word("used"));
    const mark = { print, entry: draw() }, isKnown = prints.has(print);
    notes.marks.push(mark);
    keep();
    const seen = await trySend();
    if (!seen && !isKnown) notes.marks = notes.marks.filter((each) => each !== mark);
    const told = seen ? seen[mark.entry] : isKnown ? "valid" : "not";
    if (told === "valid") notes.used[print] = 1;
    keep();
    at("seen").textContent = word(told);
  };

  if (window.crypto?.subtle) {
    at("enter").addEventListener("submit", (event) => {
      event.preventDefault();
      const typed = field.value;
      field.value = "";
      field.focus();
      enter(typed);
    });
    at("count").addEventListener("submit", (event) => {
      event.preventDefault();
      notes.number += Number(event.submitter?.value || 1);
      notes.turn += 1;
      keep();
      trySend();
    });
    addEventListener("online", trySend);
    if (notes.marks.length || notes.turn) trySend();
  }

  if ("BarcodeDetector" in window && navigator.mediaDevices) {
    const button = at("scan"), eye = at("eye");
    button.hidden = false;
    button.addEventListener("click", async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }).catch(() => null);
      if (!stream) return void (button.hidden = true);
      eye.srcObject = stream;
      eye.hidden = false;
      await eye.play();
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      let last = "";
      const look = async () => {
        const [found] = await detector.detect(eye).catch(() => []);
        if (found && found.rawValue !== last) enter((last = found.rawValue));
        setTimeout(look, 200);
      };
      look();
    });
  }
}
