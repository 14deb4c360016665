// Passkeys are made and used by the browser itself. ui/page.js fetches this file when such a form is sent.
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

export async function fill(form) {
  form.elements.credential.value = sent(await ways[form.dataset.passkey](form));
}
