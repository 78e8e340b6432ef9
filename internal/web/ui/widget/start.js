// The beginning: ask what the inbox looks like and whether this site may show it, then stand there and wait.
async function begin() {
  if (document.querySelector("vigie-chat")) return; // a page that runs its scripts again has one already
  const host = document.createElement("vigie-chat");
  document.documentElement.append(host); // beside the body: what pages do to their body is theirs
  try {
    settings = await answered(await ask(`widget/${encodeURIComponent(inbox)}.json`));
  } catch (fault) {
    if (fault instanceof Refused && fault.status < 500 && fault.status !== 429) {
      complain(fault.message);
      host.remove();
      return;
    }
    settings = {}; // the desk cannot be reached just now: what is written is kept and sent later
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  const shadow = host.attachShadow({ mode: "open", delegatesFocus: false });
  shadow.adoptedStyleSheets = [sheet];
  build();
  shadow.append(view.root);
  paint();
  watch();
  if (memory.open.get()) show(true, false);
  const before = memory.conversation();
  if (before) adopt(before.id, before.token);
  drain();
}

// watch takes up what happens around the widget.
function watch() {
  addEventListener("online", () => drain());
  addEventListener("pageshow", (event) => { if (event.persisted && talk.id) listen(); });
  addEventListener("pagehide", () => line.abort());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) paint(); });
  addEventListener("storage", () => { // another tab has begun the conversation
    const now = memory.conversation();
    if (now && !talk.id) adopt(now.id, now.token);
  });
}

begin();
