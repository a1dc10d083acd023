/* Passkeys: the browser asks the device, and the answer is sent as an ordinary form. Without script, or on a device
   without passkeys, nothing of this is shown. */
(() => {
  "use strict";
  if (!window.PublicKeyCredential || !navigator.credentials) return;

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
  const text = (buffer) => {
    const letters = Array.from(new Uint8Array(buffer), (each) => String.fromCharCode(each)).join("");
    return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  };
  const known = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));
  const asked = (given) => {
    const wanted = { ...given.publicKey, challenge: bytes(given.publicKey.challenge) };
    if (wanted.user) wanted.user = { ...wanted.user, id: bytes(wanted.user.id) };
    if (wanted.excludeCredentials) wanted.excludeCredentials = known(wanted.excludeCredentials);
    if (wanted.allowCredentials) wanted.allowCredentials = known(wanted.allowCredentials);
    return { publicKey: wanted };
  };
  const answer = (key) => {
    const said = { clientDataJSON: text(key.response.clientDataJSON) };
    if (key.response.attestationObject) {
      said.attestationObject = text(key.response.attestationObject);
      said.transports = key.response.getTransports ? key.response.getTransports() : [];
    } else {
      said.authenticatorData = text(key.response.authenticatorData);
      said.signature = text(key.response.signature);
      said.userHandle = key.response.userHandle ? text(key.response.userHandle) : null;
    }
    return {
      type: key.type, id: key.id, rawId: text(key.rawId), response: said,
      authenticatorAttachment: key.authenticatorAttachment, clientExtensionResults: key.getClientExtensionResults(),
    };
  };

  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    const status = form.querySelector("[data-passkey-status]");
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      try {
        const given = form.dataset.options ? JSON.parse(form.dataset.options) : (await (await fetch(form.action)).json()).options;
        const key = await navigator.credentials[form.dataset.passkey](asked(given));
        form.elements.credential.value = JSON.stringify(answer(key));
        form.submit();
      } catch {
        if (status) status.textContent = status.dataset.words;
        form.querySelectorAll("button").forEach((button) => { button.disabled = false; });
      }
    });
  });
})();
