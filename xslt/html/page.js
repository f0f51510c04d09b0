// The page reads without this. It folds the notes of narrow screens, remembers settings, copies citations.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const narrow = matchMedia("(max-width: 59.99rem)");
  const noteOf = (anchor) => document.getElementById(decodeURIComponent(anchor.hash.slice(1)));

  // On a narrow screen a note opens where its number is, and closes there.
  const show = (anchor, open) => {
    const note = noteOf(anchor);
    if (!note) return;
    note.classList.toggle("open", open);
    anchor.setAttribute("aria-expanded", String(open));
  };
  const anchors = document.querySelectorAll("a.noteref");
  const fold = () => anchors.forEach((anchor) => {
    if (narrow.matches) anchor.setAttribute("aria-expanded", String(Boolean(noteOf(anchor)?.classList.contains("open"))));
    else anchor.removeAttribute("aria-expanded");
  });
  fold();
  narrow.addEventListener("change", fold);

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link?.matches(".noteref") && narrow.matches) {
      event.preventDefault();
      show(link, !noteOf(link)?.classList.contains("open"));
    } else if (link?.matches(".back") && narrow.matches) {
      const anchor = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (!anchor) return;
      event.preventDefault();
      show(anchor, false);
      anchor.focus();
    }
  });

  // Whoever comes by an address finds the note, or the mention within it, open.
  const arrive = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const note = target?.closest(".note[id]");
    if (!note) return;
    const anchor = document.querySelector(`a.noteref[href="#${CSS.escape(note.id)}"]`);
    if (anchor && narrow.matches) show(anchor, true);
    else note.classList.add("open");
    target.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", arrive);
  arrive();

  // A citation that is shown can be copied.
  const labels = document.querySelector(".cite[data-copy]")?.dataset;
  if (labels && navigator.clipboard) {
    addEventListener("hashchange", offer);
    offer();
  }
  function offer() {
    document.querySelectorAll(".citation > button").forEach((button) => button.remove());
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const citation = target?.querySelector(":scope > .citation");
    if (!citation) return;
    const text = citation.textContent.trim();
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = labels.copy;
    button.addEventListener("click", () =>
      navigator.clipboard.writeText(text).then(() => { button.textContent = labels.copied; }, () => button.remove()));
    citation.append(" ", button);
  }

  // Settings last as long as the browser lets them.
  document.querySelectorAll(".settings input").forEach((input) => {
    try {
      if (localStorage.getItem(`pecia-${input.name}`) === input.value) input.checked = true;
      input.addEventListener("change", () => localStorage.setItem(`pecia-${input.name}`, input.value));
    } catch { /* a browser may keep nothing for a file */ }
  });
})();
