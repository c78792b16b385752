// The button "passkey": shown only where the browser has them; asks for a challenge and sends the device's answer by the form.
"use strict";
(() => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  const words = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replaceAll("=", "");
  const named = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));
  const told = (made) => {
    const from = made.response;
    const response = { clientDataJSON: words(from.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (from[name]) response[name] = words(from[name]);
    }
    const extensions = made.getClientExtensionResults();
    return { id: made.id, rawId: words(made.rawId), type: made.type, response, clientExtensionResults: extensions };
  };
  const ask = async (form) => {
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const answer = await fetch(form.dataset.challenge, { method: "POST", headers: { "X-CSRFToken": token } });
    const options = (await answer.json()).publicKey;
    options.challenge = bytes(options.challenge);
    if (options.user) {
      options.user.id = bytes(options.user.id);
      options.excludeCredentials = named(options.excludeCredentials);
      return navigator.credentials.create({ publicKey: options });
    }
    options.allowCredentials = named(options.allowCredentials);
    return navigator.credentials.get({ publicKey: options });
  };
  for (const form of document.querySelectorAll("form[data-challenge]")) {
    if (!("PublicKeyCredential" in window)) continue;
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      const note = form.querySelector("[role=status]");
      try {
        form.elements.credential.value = JSON.stringify(told(await ask(form)));
        form.submit();
      } catch {
        note.textContent = form.dataset.refused;
      }
    });
  }
})();
