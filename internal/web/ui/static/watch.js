// The watch stays true while it is open: whenever the desk says that something changed, the page is read again and what
// differs is taken over, unless somebody is writing in it.
import { fetchPage, replaceInside } from "./live.js";

let due = false, reading = false;

async function read() {
  if (reading) { due = true; return; }
  reading = true;
  try {
    const { page } = await fetchPage(location.href);
    const shown = document.getElementById("watch");
    if (!shown.contains(document.activeElement) || document.activeElement.matches("a, summary")) replaceInside(shown, page.getElementById("watch"));
    document.documentElement.dataset.watch = "live";
  } catch {
    document.documentElement.dataset.watch = "away";
  }
  reading = false;
  if (due) { due = false; setTimeout(read, 500); }
}

let stream;
function listen() {
  stream = new EventSource("/desk/stream");
  stream.addEventListener("hello", read);
  stream.addEventListener("changed", read);
  stream.addEventListener("error", () => { if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 5000); });
}
listen();
