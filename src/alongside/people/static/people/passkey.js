// Passkeys are made and used by the browser itself. Without this file, or without passkeys, every other way in works.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const encoded = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function decoded({ publicKey: key }) {
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));
  const options = { ...key, challenge: bytes(key.challenge) };
  if (key.user) options.user = { ...key.user, id: bytes(key.user.id) };
  if (key.excludeCredentials) options.excludeCredentials = known(key.excludeCredentials);
  if (key.allowCredentials) options.allowCredentials = known(key.allowCredentials);
  return options;
}

function sent(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = encoded(credential.response[part]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: encoded(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
}

const written = () => JSON.parse(document.getElementById("passkey-options").textContent);
const ways = {
  async add() {
    const publicKey = decoded(written());
    publicKey.authenticatorSelection = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
    return navigator.credentials.create({ publicKey });
  },
  async use() {
    return navigator.credentials.get({ publicKey: decoded(written()) });
  },
  async login(form) {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    return navigator.credentials.get({ publicKey: decoded((await answer.json()).request_options) });
  },
};

if (window.PublicKeyCredential) {
  for (const note of document.querySelectorAll("[data-without-passkey]")) note.hidden = true;
  for (const form of document.querySelectorAll("[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        form.elements.credential.value = sent(await ways[form.dataset.passkey](form));
        form.submit();
      } catch {
        form.querySelector("[role=alert]").hidden = false;
      }
    });
  }
}
