// Steps as files that the browser makes and reads by itself: to carry to another device, and dates for a calendar.
(() => {
  "use strict";
  const { FORMAT, MOST, load, read, save, today, write } = globalThis.parvisSteps;

  // Lines of a calendar end with CR LF and hold at most 75 bytes (RFC 5545, 3.1).
  const folded = (line) => {
    const bytes = new TextEncoder();
    let out = "", size = 0;
    for (const sign of line) {
      const weight = bytes.encode(sign).length;
      if (size + weight > 73) { out += "\r\n "; size = 1; }
      out += sign;
      size += weight;
    }
    return `${out}\r\n`;
  };
  const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
  const compact = (day) => day.replaceAll("-", "");
  const dayAfter = (day) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

  // Returns the calendar of `steps` that have a day and are not done; `wordsOf(step)` says what a step is.
  const calendar = (steps, wordsOf) => {
    const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Parvis//Steps//EN", "CALSCALE:GREGORIAN"];
    for (const step of steps) {
      const last = step.until > step.date ? step.until : step.date;
      lines.push(
        "BEGIN:VEVENT", `UID:${step.id}@parvis.invalid`, `DTSTAMP:${compact(today())}T000000Z`,
        `DTSTART;VALUE=DATE:${compact(step.date)}`, `DTEND;VALUE=DATE:${compact(dayAfter(last))}`,
        `SUMMARY:${escaped(wordsOf(step))}`, ...(step.note ? [`DESCRIPTION:${escaped(step.note)}`] : []),
        "TRANSP:TRANSPARENT", "END:VEVENT",
      );
    }
    return [...lines, "END:VCALENDAR"].map(folded).join("");
  };
  const hand = (name, type, content) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  const handSteps = () => hand("parvis-steps.json", "application/json", write(load().steps));
  const handCalendar = (steps, wordsOf) => hand("parvis-steps.ics", "text/calendar", calendar(steps, wordsOf));

  // Puts the steps of `file` beside those kept; the file's win. Returns {count} or {fault}: "broken", "newer", "full", "unkept".
  const open = async (file) => {
    const given = file.size > MOST.bytes * 4 ? { fault: "broken" } : read(await file.text());
    if (given.fault || !given.document.format) return { fault: given.fault || "broken" };
    const all = new Map([...load().steps, ...given.steps].map((step) => [step.id, step]));
    const fault = save([...all.values()]);
    return fault && fault !== "unkept" ? { fault } : { count: given.steps.length };
  };

  globalThis.parvisStepFiles = Object.freeze({ FORMAT, calendar, handSteps, handCalendar, open });
})();
