// A sound and a notice of the desktop when one more conversation waits for a person. Off until the operator turns it on,
// in this browser; a notice holds no word of any customer.
const key = "vigie.notice";
const words = document.getElementById("desk-words")?.dataset ?? {};
const tools = document.getElementById("desk-tools");
const kept = () => { try { return localStorage.getItem(key) === "on"; } catch { return false; } };
const waiting = () => document.getElementById("count-waiting")?.textContent ?? "0";
let before = waiting();

// ring plays two soft tones.
function ring() {
  const audio = new AudioContext();
  [660, 880].forEach((pitch, i) => {
    const tone = audio.createOscillator(), loud = audio.createGain(), at = audio.currentTime + i * 0.16;
    tone.frequency.value = pitch;
    loud.gain.setValueAtTime(0.0001, at);
    loud.gain.exponentialRampToValueAtTime(0.12, at + 0.02);
    loud.gain.exponentialRampToValueAtTime(0.0001, at + 0.3);
    tone.connect(loud).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.32);
  });
  setTimeout(() => audio.close(), 900);
}

document.addEventListener("desk:read", () => {
  const now = waiting(), more = parseInt(now, 10) > parseInt(before, 10);
  before = now;
  if (!more || !kept()) return;
  document.documentElement.dataset.rang = String(Number(document.documentElement.dataset.rang ?? 0) + 1);
  try { ring(); } catch { /* no sound on this machine */ }
  if (window.Notification?.permission === "granted" && document.hidden) {
    try { new Notification(words.notice, { tag: "vigie-waiting" }); } catch { /* phones show none from a page */ }
  }
});
document.addEventListener("desk:moved", () => { before = waiting(); });

if (tools) {
  const on = document.getElementById("notice");
  const draw = () => { on.setAttribute("aria-pressed", String(kept())); on.textContent = kept() ? words.noticeon : words.noticeoff; };
  document.addEventListener("click", async (event) => {
    if (!event.target.closest("#notice")) return;
    try { if (kept()) localStorage.removeItem(key); else localStorage.setItem(key, "on"); } catch { /* not kept in a private window */ }
    draw();
    if (kept()) {
      try { ring(); } catch { /* as above */ }
      if (window.Notification?.permission === "default") await Notification.requestPermission();
    }
  });
  draw();
}
