// The button "near where I am": shown only where a script can ask, asks only when pressed, rounds to about a kilometre.
"use strict";
(() => {
  const button = document.getElementById("near");
  if (!button || !("geolocation" in navigator)) return;
  const note = document.getElementById("near-note");
  button.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const address = new URL(button.dataset.url, location.href);
        new URLSearchParams(location.search).forEach((value, name) => {
          if (name === "kiosk" || name === "n") address.searchParams.set(name, value);
        });
        const point = `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`;
        address.searchParams.set("km", document.getElementById("km").value);
        location.assign(`${address}&near=${point}`);
      },
      () => {
        button.disabled = false;
        note.textContent = button.dataset.refused;
      },
      { maximumAge: 600000, timeout: 15000 },
    );
  });
})();
