// Small helps on top of pages that work without them: keys to go, and "where does this number come from" beside the text.
"use strict";

(() => {
  const editing = (node) => node.closest("input, textarea, select, [contenteditable]") !== null;
  const places = new Map();
  document.querySelectorAll("[data-key]").forEach((link) => places.set(link.dataset.key, link));

  document.querySelectorAll(".line [aria-current], .side nav [aria-current]").forEach((here) => {
    const rail = here.parentElement;
    rail.scrollLeft = here.offsetLeft - (rail.clientWidth - here.offsetWidth) / 2;
  });

  let waiting = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || editing(event.target)) return;
    if (event.key === "?") {
      const keys = document.getElementById("keys");
      if (keys) { event.preventDefault(); keys.showModal(); }
      return;
    }
    if (event.key === "g") { waiting = Date.now(); return; }
    if (waiting && Date.now() - waiting < 1500 && places.has(event.key)) {
      event.preventDefault();
      places.get(event.key).click();
    }
    waiting = 0;
  });

  const panel = document.getElementById("explain");
  if (!panel) return;
  let opened = null;
  const goBack = () => {
    if (!opened) return;
    opened.scrollIntoView({ block: "center" });
    opened.focus({ preventScroll: true });
  };
  const backButton = () => {
    const holder = document.createElement("div");
    const button = document.createElement("button");
    holder.className = "panel";
    button.className = "button";
    button.type = "button";
    button.textContent = panel.dataset.back;
    button.addEventListener("click", goBack);
    holder.append(button);
    return holder;
  };
  const explain = async (link) => {
    const address = new URL(link.href);
    address.searchParams.set("part", "panel");
    const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) { window.location = link.href; return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    panel.replaceChildren(...page.body.childNodes, backButton());
    opened = link;
    document.querySelectorAll(".figure.open").forEach((open) => open.classList.remove("open"));
    link.classList.add("open");
    panel.hidden = false;
    panel.focus({ preventScroll: window.innerWidth > 900 });
    if (window.innerWidth <= 900) panel.scrollIntoView({ block: "start" });
  };
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") goBack();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-explain]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    explain(link).catch(() => { window.location = link.href; });
  });
})();
