// Steps beside the notebook's things: add, tick off, remove, in the order of their days. Without script the sheet is of paper.
(() => {
  "use strict";
  const { inKiosk, forget, isDay, load, newId, save, today } = globalThis.parvisSteps;
  const { handCalendar, handSteps, open } = globalThis.parvisStepFiles;
  const TO_BE_DONE = new Set(["to_call", "to_do", "trial"]);
  const piece = (name) => document.querySelector(`template[data-${name}]`).content;
  const words = piece("step-box").querySelector("[data-field=kind]"); // the closed list of kinds and how each is said
  const line = piece("step-line");
  const section = document.querySelector("[data-steps-next]"); // only on the notebook's own page
  const boxes = [...document.querySelectorAll("[data-steps]")];
  const names = new Map(boxes.map((box) => [box.dataset.steps, box.dataset.stepsName]));
  const region = { en: "en-GB", pt: "pt-PT" }[document.documentElement.lang] || document.documentElement.lang;
  const dates = new Intl.DateTimeFormat(region, { dateStyle: "long", timeZone: "UTC", calendar: "gregory" });
  const dayWords = (day) => dates.format(new Date(`${day}T00:00:00Z`));

  const optionOf = (step) => words.querySelector(`option[value="${step.kind}"]`) || words.querySelector("option[value=note]");
  const kindWords = (step) => optionOf(step).textContent.trim();
  const said = (step) => {
    const option = optionOf(step);
    if (!step.date) return kindWords(step);
    const pattern = (step.until > step.date && option.dataset.span) || option.dataset.dated || `${kindWords(step)}, {date}`;
    return pattern.replace("{date}", dayWords(step.date)).replace("{until}", dayWords(step.until || step.date));
  };
  const nameOf = (step) => names.get(step.of) || step.name || step.of;
  const isOpen = (step) => TO_BE_DONE.has(step.kind) && !step.done;
  const lastDay = (step) => (step.until > step.date ? step.until : step.date);
  const byDay = (one, other) => (one.date || "9999").localeCompare(other.date || "9999");
  const stateOf = (step) => {
    if (!step.date || !isOpen(step)) return "";
    if (lastDay(step) < today()) return line.firstElementChild.dataset.overdue;
    return step.date <= today() ? line.firstElementChild.dataset.today : "";
  };
  const tell = (key, values = {}) => {
    const place = section.querySelector("[data-steps-said]");
    place.textContent = Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), section.dataset[key]);
  };
  const keep = (steps, key) => {
    const fault = save(steps);
    show();
    tell(fault || key);
    return fault !== "full" && fault !== "newer";
  };
  const change = (id, changed) => keep(load().steps.map((step) => (step.id === id ? { ...step, ...changed } : step)), "changed");

  const written = (step, withName) => {
    const item = line.firstElementChild.cloneNode(true);
    const put = (name, text) => { item.querySelector(`[data-step-${name}]`).textContent = text; };
    const state = stateOf(step);
    put("name", withName ? nameOf(step) : "");
    put("words", said(step));
    put("state", state);
    put("note", step.note);
    item.classList.toggle("step-overdue", state === item.dataset.overdue);
    item.classList.toggle("step-is-done", step.done);
    const full = [nameOf(step), said(step)].join(": ");
    const tick = item.querySelector("[data-step-done]");
    const remove = item.querySelector("[data-step-remove]");
    tick.hidden = !TO_BE_DONE.has(step.kind);
    tick.checked = step.done;
    tick.setAttribute("aria-label", `${tick.dataset.words}: ${full}`);
    tick.disabled = !section;
    tick.addEventListener("change", () => {
      const list = item.parentElement;
      const place = [...list.children].indexOf(item);
      change(step.id, { done: tick.checked });
      (list.children[place]?.querySelector("[data-step-done]") || section).focus();
    });
    remove.hidden = !section;
    remove.setAttribute("aria-label", `${remove.dataset.words}: ${full}`);
    remove.addEventListener("click", () => {
      const box = item.closest("[data-steps], [data-steps-next]");
      keep(load().steps.filter((other) => other.id !== step.id), "removed");
      (box.querySelector("summary") || section).focus();
    });
    return item;
  };
  const fill = (list, steps, withName) => {
    list.replaceChildren(...steps.sort(byDay).map((step) => written(step, withName)));
    list.hidden = steps.length === 0;
  };
  const show = () => {
    const { steps, fault } = load();
    for (const box of boxes) fill(box.querySelector("[data-steps-list]"), steps.filter((step) => step.of === box.dataset.steps), false);
    if (!section) return;
    const next = steps.filter((step) => isOpen(step) && step.date);
    const others = steps.filter((step) => !names.has(step.of));
    fill(section.querySelector("[data-steps-list]"), next, true);
    section.querySelector("[data-steps-none]").hidden = next.length > 0;
    const apart = section.querySelector("[data-steps-others]");
    apart.hidden = others.length === 0;
    fill(apart.querySelector("[data-steps-list]"), others, true);
    const join = apart.querySelector("[data-steps-join]");
    join.href = `${join.dataset.stepsJoin}${[...new Set(others.map((step) => step.of))].join("-")}`;
    section.hidden = boxes.length === 0 && steps.length === 0 && !fault;
    for (const button of section.querySelectorAll("[data-steps-filled]")) button.disabled = steps.length === 0;
    for (const button of section.querySelectorAll("[data-steps-dated]")) button.disabled = next.length === 0;
    if (fault === "newer") tell("newer");
  };

  const addTo = (box, form) => {
    const field = (name) => form.querySelector(`[data-field=${name}]`);
    const kind = field("kind");
    const until = field("until");
    const asUntil = () => { until.closest("label").hidden = !kind.selectedOptions[0].dataset.span; };
    kind.addEventListener("change", asUntil);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const step = {
        id: newId(), of: box.dataset.steps, name: box.dataset.stepsName, kind: kind.value, done: false,
        date: isDay(field("date").value) ? field("date").value : "",
        until: until.closest("label").hidden || !isDay(until.value) ? "" : until.value,
        note: field("note").value.trim(),
      };
      if (!keep([...load().steps, step], "added")) return;
      form.reset();
      asUntil();
      kind.focus();
    });
    asUntil();
  };
  for (const box of boxes) {
    const inside = piece("step-box").cloneNode(true);
    if (!section) inside.querySelector("details").remove();
    box.append(inside);
    const form = box.querySelector("form");
    box.querySelector("summary")?.append(Object.assign(document.createElement("span"), {
      className: "visually-hidden", textContent: `: ${box.dataset.stepsName}`,
    }));
    if (form) addTo(box, form);
    box.hidden = false;
  }
  if (section) {
    const on = (name, act) => section.querySelector(`[data-steps-${name}]`)?.addEventListener("click", act);
    on("save", handSteps);
    on("calendar", () => handCalendar(
      load().steps.filter((step) => isOpen(step) && step.date).sort(byDay), (step) => `${kindWords(step)}: ${nameOf(step)}`,
    ));
    on("forget", () => { forget(); show(); section.hidden = false; tell("forgotten"); section.focus(); });
    section.querySelector("[data-steps-open]")?.addEventListener("change", async (event) => {
      const [file] = event.target.files;
      if (!file) return;
      const { count, fault } = await open(file);
      event.target.value = "";
      show();
      if (fault) tell(fault); else tell("opened", { count: new Intl.NumberFormat(region).format(count) });
    });
    document.querySelector("[data-notebook-forget]")?.addEventListener("click", () => { forget(); show(); });
  }
  if (!inKiosk) addEventListener("storage", (event) => { if (event.key === globalThis.parvisSteps.KEY || event.key === null) show(); });
  addEventListener("pageshow", (event) => { if (event.persisted) show(); });
  show();
})();
