// Files beside a message. They stay in this page until the desk has them; what it shows of them is fetched with the
// conversation's token, for no cookie of the desk's is here.
const fileMost = 5, fileOne = 5 * 1024 * 1024, fileWithin = 60_000;
const heldFiles = new Map(); // by the key of the message that they go with
let picked = []; // what the next message takes

function fileField() {
  view.file = make("input", { type: "file", id: "file", multiple: true, class: "unseen", accept: ".png,.jpg,.jpeg,.gif,.webp,.pdf,.txt,.log,.csv,.md,.json", "aria-describedby": "file-hint", onchange: () => { pick([...view.file.files]); view.file.value = ""; } });
  view.picked = make("ul", { class: "picked", "aria-label": says.filesToSend });
  view.fileFault = make("p", { class: "failed", role: "alert" });
  view.text.addEventListener("paste", (event) => {
    if (!event.clipboardData?.files.length) return;
    event.preventDefault();
    pick([...event.clipboardData.files]);
  });
  view.fileRow = make("div", { class: "attach-row" }, view.file, make("label", { for: "file", title: says.fileHint }, says.addFiles), make("p", { id: "file-hint", class: "unseen" }, says.fileHint));
  return make("div", { class: "attach" }, view.picked, view.fileFault);
}

function pick(files) {
  view.fileFault.textContent = "";
  for (const file of files) {
    if (picked.length >= fileMost) { view.fileFault.textContent = says.fileMany; break; }
    if (file.size > fileOne) view.fileFault.textContent = fill(says.fileLarge, file.name);
    else picked.push(file);
  }
  paintPicked();
}

function paintPicked() {
  view.picked.replaceChildren(...picked.map((file) => make("li", {}, make("bdi", {}, file.name),
    make("button", { type: "button", "aria-label": fill(says.removeFile, file.name), title: fill(says.removeFile, file.name), onclick: () => { picked = picked.filter((f) => f !== file); paintPicked(); view.file.focus(); } }, "×"))));
}

// takePicked gives what the message takes with it, under its key.
function takePicked(key) {
  const files = picked;
  picked = [];
  view.fileFault.textContent = "";
  paintPicked();
  if (files.length > 0) heldFiles.set(key, files);
  return files.map((f) => ({ name: f.name }));
}

// giveFiles puts the files of a message that was not taken back beside the field.
function giveFiles(message) {
  picked = [...(heldFiles.get(message.key) ?? []), ...picked].slice(0, fileMost);
  heldFiles.delete(message.key);
  if (view.picked) paintPicked();
}

// withFiles gives what is sent for a message: its files' ids, once each is at the desk; or, in a conversation that is yet to
// begin, what is in them. null where they were lost with a page that is gone.
async function withFiles(message) {
  if (!message.files?.length) return message.body;
  const files = heldFiles.get(message.key);
  if (!files && !message.files.every((f) => f.id)) return null;
  if (!message.to) return { ...message.body, files: await Promise.all(files.map(async (f) => ({ name: f.name, content: await base64(f) }))) };
  for (const [i, f] of message.files.entries()) {
    if (f.id) continue;
    const path = at(message.to, `/files?filename=${encodeURIComponent(f.name)}`);
    const kept = await answered(await fetch(new URL(path, base), {
      method: "POST", body: files[i], credentials: "omit", signal: AbortSignal.timeout(fileWithin),
      headers: { Authorization: `Bearer ${talk.token}`, "Idempotency-Key": `${message.key}-${i}`, "Content-Type": files[i].type || "application/octet-stream" },
    }));
    f.id = kept.id;
    memory.outbox.set(talk.outbox);
  }
  return { ...message.body, files: message.files.map((f) => f.id) };
}

function base64(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => failed(new TypeError("unreadable"));
    reader.readAsDataURL(file);
  });
}

const namesOf = (m) => [m.text, ...(m.files ?? []).map((f) => f.name)].filter(Boolean).join("\n");

function filesOf(m) {
  return make("ul", { class: "files" }, ...m.files.map((f) => make("li", {}, f.width ? thumbnail(f) : fileLine(f))));
}

async function fetched(f) {
  const response = await fetch(new URL(f.url.replace(/^\//, ""), base), { headers: { Authorization: `Bearer ${talk.token}` }, credentials: "omit", signal: AbortSignal.timeout(fileWithin) });
  if (!response.ok) throw new Error(String(response.status));
  return URL.createObjectURL(await response.blob());
}

// fileLine saves a file; it is never opened in the site's own page.
function fileLine(f) {
  return make("button", { type: "button", class: "file", onclick: async () => {
    try {
      const address = await fetched(f);
      const link = make("a", { href: address, download: f.name });
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
    } catch { talk.trouble ??= { kind: "again" }; paint(); }
  } }, make("bdi", {}, f.name));
}

function thumbnail(f) {
  const scale = Math.min(1, 200 / f.width, 160 / f.height);
  const image = make("img", { alt: f.name, width: Math.max(1, Math.round(f.width * scale)), height: Math.max(1, Math.round(f.height * scale)) });
  const load = async () => {
    try {
      image.src = await fetched(f);
      image.onload = () => URL.revokeObjectURL(image.src);
      image.onerror = () => image.replaceWith(fileLine(f)); // the site's own rules may forbid it
    } catch { image.replaceWith(fileLine(f)); }
  };
  const seen = new IntersectionObserver((list) => { if (list.some((e) => e.isIntersecting)) { seen.disconnect(); load(); } }, { rootMargin: "200px" });
  seen.observe(image);
  return image;
}
