// Who else looks at this conversation, and who writes in it. The page says each 10 seconds that it is looked at, and each 4
// that somebody types; a lease ends what a page that died can no longer say.
const each = 10000, eachTyped = 4000, rests = 5000;
let shown, typed = 0, told = 0, writes = "looking";

const conversation = () => document.getElementById("case")?.dataset.conversation;
const address = (id) => `/desk/conversations/${encodeURIComponent(id)}/viewers`;

async function say(doing) {
  const id = conversation();
  if (!id || document.hidden) return;
  told = Date.now();
  // A line that says nothing must not fill up with these: a browser has six to one server, and an answer needs one.
  const signal = AbortSignal.timeout(each - 2000);
  try {
    const response = await fetch(address(id), { method: "POST", signal, body: new URLSearchParams({ doing }), headers: { "X-Vigie-Live": doing === "looking" ? "yes" : "active" } });
    const line = document.getElementById("present");
    if (!response.ok || !line || conversation() !== id) return;
    const { says } = await response.json();
    if (line.textContent !== says) line.textContent = says;
  } catch { /* the next one will tell */ }
}

const look = () => say(Date.now() - typed < rests ? writes : "looking");

function leave(id) {
  if (id) navigator.sendBeacon(address(id), new URLSearchParams({ doing: "leaving" }));
}

document.addEventListener("input", (event) => {
  if (!event.target.closest("#composer, .draft")) return;
  // The customer is told of an answer alone: a note is none of theirs, and so is a draft that is being mended.
  const way = event.target.id === "text" && event.target.value.trim() && !event.target.form.querySelector("#way-note")?.checked ? "answering" : "typing";
  const says = way !== writes || Date.now() - typed > rests || Date.now() - told > eachTyped;
  writes = way;
  typed = Date.now();
  if (says) say(writes);
});
setInterval(() => {
  const rested = typed > 0 && Date.now() - typed > rests;
  if (rested) typed = 0;
  if (rested || Date.now() - told > each) look();
}, 1000);
document.addEventListener("desk:presence", look);
document.addEventListener("desk:moved", () => {
  if (shown !== conversation()) { leave(shown); typed = 0; }
  shown = conversation();
  look();
});
document.addEventListener("visibilitychange", () => { if (document.hidden) leave(conversation()); else look(); });
addEventListener("pagehide", () => leave(conversation()));
shown = conversation();
look();
