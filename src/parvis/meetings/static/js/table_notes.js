// Notes of a table without a network: kept in this tab until they were sent (meetings/views/hall.py, notes). Each has the next number of
// this table, so that sending again, or late, changes nothing; what cannot be true is said. Without script the same buttons send one note each.
// Other buttons need the network: while it is gone they lead to the list, and the page stays.
{
  const card = document.getElementById("card"), kept = document.getElementById("kept"), doubtful = document.getElementById("doubtful");
  const isLost = () => !navigator.onLine || !document.getElementById("lost").hidden;
  const store = `meetings ${card.dataset.notes}`;
  let notes = { number: 0, lines: [] };
  try { notes = JSON.parse(sessionStorage.getItem(store)) || notes; } catch { /* nothing can be kept: notes live in the page */ }
  notes.number = Math.max(notes.number, Number(card.dataset.number));
  const show = () => {
    try { sessionStorage.setItem(store, JSON.stringify(notes)); } catch { /* as above */ }
    kept.hidden = !notes.lines.length;
    kept.querySelector("strong").textContent = notes.lines.length;
  };
  let isSending = false;
  const send = async () => {
    if (isSending || !notes.lines.length) return;
    isSending = true;
    const sent = notes.lines.slice(0, 400);
    try {
      const answer = await fetch(card.dataset.notes, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(sent) });
      if (answer.ok) {
        notes.lines = notes.lines.filter((line) => !sent.includes(line));
        if ((await answer.json()).doubtful) {
          doubtful.hidden = false;
          doubtful.textContent = doubtful.dataset.words;
        }
      }
    } catch { /* no network: later */ }
    isSending = false;
    show();
  };
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-note]");
    if (!form && isLost()) {
      event.preventDefault();
      card.open = true;
      card.querySelector("summary").focus();
    }
    if (!form || !event.submitter) return;
    event.preventDefault();
    notes.number += 1;
    notes.lines.push({ seeker: form.elements.seeker.value, slot: Number(form.elements.slot.value), number: notes.number, seen: event.submitter.value });
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-pressed", button === event.submitter);
    show();
    send();
  });
  window.addEventListener("online", send);
  setInterval(send, 20000);
  show();
  send();
}
