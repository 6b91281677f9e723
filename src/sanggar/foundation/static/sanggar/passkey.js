/* Lets a device make or use a passkey, and sends what it answers with the form around the button. What the server sends and
   expects is the JSON of WebAuthn level 3; browsers know the words for it (parseCreationOptionsFromJSON) only lately, so the
   few fields in question are read here. Without scripts or passkeys the page shows what it says to that. */

const isNamed = !/^[\d.]+$|:/.test(location.hostname);  // a passkey belongs to a name, never to a bare address
const isAble = isNamed && window.isSecureContext && "PublicKeyCredential" in window;

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const named = (keys = []) => keys.map((key) => ({ ...key, id: bytes(key.id) }));

function read({ publicKey: asked }) {
  const read = { ...asked, challenge: bytes(asked.challenge) };
  if (asked.user) read.user = { ...asked.user, id: bytes(asked.user.id) };
  if (asked.excludeCredentials) read.excludeCredentials = named(asked.excludeCredentials);
  if (asked.allowCredentials) read.allowCredentials = named(asked.allowCredentials);
  return { publicKey: read };
}

function written(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  const { id, type } = credential;
  return { id, rawId: text(credential.rawId), type, response, clientExtensionResults: credential.getClientExtensionResults() };
}

async function askedFor(place, form) {
  if (place.dataset.options) return JSON.parse(place.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).request_options;
}

async function perform(place, form) {
  tell("");
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    const credential = await navigator.credentials[place.dataset.ceremony](read(await askedFor(place, form)));
    form.elements.credential.value = JSON.stringify(written(credential));
    form.submit();
  } catch (error) {
    tell(error.name === "InvalidStateError" ? "known" : "other");
    button.disabled = false;
  }
}

function tell(failure) {
  for (const told of document.querySelectorAll("[data-failure]")) told.hidden = told.dataset.failure !== failure;
}

for (const place of document.querySelectorAll("[data-passkeys]")) place.hidden = !isAble;
for (const place of document.querySelectorAll("[data-without-passkeys]")) place.hidden = isAble;
for (const place of document.querySelectorAll("[data-ceremony]")) {
  const form = place.querySelector("form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    perform(place, form);
  });
}
window.addEventListener("pageshow", (event) => event.persisted && location.reload());  // a challenge answers once
