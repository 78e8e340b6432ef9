// What the script tag says. Everything is read again when it is used: a page may sign its customer in later.
const tag = document.currentScript ?? document.querySelector('script[src*="/widget.js"]');
const base = new URL(".", tag.src);
const given = (name) => (tag.dataset[name] ?? "").trim();
const inbox = given("inbox") || "web";
const complain = (text) => console.error(`Vigie: ${text}`);

// The language that the tag asks for, else the page's, else the inbox's, else the browser's.
function languageOf(settings) {
  const asked = [given("language"), document.documentElement.lang, settings?.language, navigator.language];
  for (const one of asked) {
    const main = (one ?? "").toLowerCase().split("-")[0];
    if (words[main]) return main;
  }
  return "en";
}

// Who the page says is there. Without a signature an id proves nothing, and stays here.
function customer() {
  const who = {};
  const name = given("name").slice(0, 200);
  const email = given("email").slice(0, 320);
  if (name) who.name = name;
  if (email) who.email = email;
  const id = given("customer").slice(0, 200);
  if (id && /^[0-9a-f]{64}$/i.test(given("hmac"))) {
    who.id = id;
    who.hmac = given("hmac");
    const attributes = attributesOf(given("attributes"));
    if (attributes) who.attributes = attributes;
  } else if (id || given("attributes")) {
    complain("data-customer and data-attributes need data-hmac, the HMAC-SHA256 of the customer's id in hex, made on your server; they are left out");
  }
  return Object.keys(who).length > 0 ? who : undefined;
}

function attributesOf(text) {
  if (!text) return undefined;
  try {
    const pairs = Object.entries(JSON.parse(text)).slice(0, 20);
    return Object.fromEntries(pairs.map(([k, v]) => [k.slice(0, 64), String(v).slice(0, 200)]));
  } catch {
    complain('data-attributes is not a JSON object such as {"plan": "pro"}; it is left out');
    return undefined;
  }
}
