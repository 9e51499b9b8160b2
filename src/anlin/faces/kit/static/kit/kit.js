// Keys, drafts and toasts. Every page works without this file; with it, it is quicker.
"use strict";
(() => {
  // Pages that a phone keeps know nobody: whoever was here last is who writes on them.
  const root = document.documentElement;
  try {
    if ("whoKept" in root.dataset) root.dataset.who = localStorage.getItem("who") || "";
    else if (root.dataset.who) localStorage.setItem("who", root.dataset.who);
    else localStorage.removeItem("who");
  } catch { /* Storage may be forbidden. */ }

  const typing = (element) => element.closest("input, textarea, select, [contenteditable]");

  // Keys: "/" search, "?" help, j and k along a list, Enter opens, Escape leaves.
  let place = -1;
  const rows = () => [...document.querySelectorAll("[data-list] tbody tr, [data-list] > li")];
  const step = (by) => {
    const all = rows();
    if (!all.length) return;
    place = Math.min(Math.max(place + by, 0), all.length - 1);
    all[place].querySelector("a, button")?.focus();
    all[place].scrollIntoView({ block: "nearest" });
  };
  const keys = {
    "/": () => document.querySelector("[data-search]")?.focus(),
    "?": () => document.getElementById("help-keys")?.showModal(),
    j: () => step(1),
    k: () => step(-1),
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && typing(event.target)) event.target.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  document.addEventListener("click", (event) => {
    event.target.closest("[data-dismiss]")?.closest("[data-toast]")?.remove();
    event.target.closest("[data-close]")?.closest("dialog")?.close();
    if (event.target.closest("[data-print]")) window.print();
    // An open menu closes when one clicks elsewhere.
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  // Choosing all rows, and saying how many are chosen.
  document.addEventListener("change", (event) => {
    if (event.target.matches("select[data-submit]")) event.target.form.requestSubmit();
    const list = event.target.closest("[data-list]");
    if (!list) return;
    const picks = [...list.querySelectorAll("input[name=rows]")];
    if (event.target.matches("[data-all]")) picks.forEach((pick) => (pick.checked = event.target.checked));
    const chosen = document.querySelector("[data-chosen]");
    const count = picks.filter((pick) => pick.checked).length;
    if (chosen) chosen.textContent = count ? `${chosen.dataset.chosen} ${count}` : "";
  });

  // Drafts: what is typed into a form with data-draft="key" is kept in this window until it was sent;
  // with data-draft-keep also after the window is closed. Secrets and files are never kept.
  const who = document.documentElement.dataset.who || "";
  const store = (form) => ("draftKeep" in form.dataset ? localStorage : sessionStorage);
  const name = (form) => `draft:${who}:${form.dataset.draft}`;
  const kept = (field) => field.name && !["password", "file", "hidden", "submit"].includes(field.type) && !("secret" in field.dataset);
  const read = (form) => {
    const draft = {};
    for (const field of form.elements) {
      if (!kept(field)) continue;
      const ticked = field.type === "checkbox" || field.type === "radio";
      if (ticked) (draft[field.name] ??= []).push(...(field.checked ? [field.value] : []));
      else draft[field.name] = field.multiple ? [...field.selectedOptions].map((o) => o.value) : field.value;
    }
    return draft;
  };
  const write = (form, draft) => {
    for (const field of form.elements) {
      if (!kept(field) || !(field.name in draft)) continue;
      const value = draft[field.name];
      if (field.type === "checkbox" || field.type === "radio") field.checked = value.includes(field.value);
      else if (field.multiple) for (const option of field.options) option.selected = value.includes(option.value);
      else field.value = value;
    }
  };
  const safely = (deed) => {
    try { return deed(); } catch { return null; } // Storage may be full or forbidden.
  };
  const restore = (form) => {
    if (form.dataset.draftRead) return;
    form.dataset.draftRead = "1";
    // A form that comes back from the server with errors already holds the words.
    if ("draftAnswered" in form.dataset) return;
    const draft = safely(() => JSON.parse(store(form).getItem(name(form))));
    if (!draft) return;
    write(form, draft);
    form.querySelector("[data-draft-note]")?.removeAttribute("hidden");
  };
  const forms = () => document.querySelectorAll("form[data-draft]");
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-draft]");
    if (form) safely(() => store(form).setItem(name(form), JSON.stringify(read(form))));
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-draft]");
    if (form) safely(() => sessionStorage.setItem("sent", JSON.stringify([name(form), "draftKeep" in form.dataset])));
  });
  document.addEventListener("click", (event) => {
    const form = event.target.closest("[data-draft-forget]")?.closest("form");
    if (!form) return;
    safely(() => store(form).removeItem(name(form)));
    form.reset();
    form.querySelector("[data-draft-note]")?.setAttribute("hidden", "");
  });
  // Sent and taken: the page that follows has no such form any more.
  const settle = () => {
    const sent = safely(() => JSON.parse(sessionStorage.getItem("sent")));
    if (sent && ![...forms()].some((form) => name(form) === sent[0])) {
      safely(() => (sent[1] ? localStorage : sessionStorage).removeItem(sent[0]));
    }
    safely(() => sessionStorage.removeItem("sent"));
    forms().forEach(restore);
  };
  settle();

  // What stands in a field for a password can be looked at while typing; sent, it is hidden again.
  const reveal = (button, field, seen) => {
    field.type = seen ? "text" : "password";
    button.setAttribute("aria-pressed", seen);
  };
  document.querySelectorAll("[data-reveal]").forEach((button) => {
    const field = document.getElementById(button.dataset.reveal);
    if (!field) return;
    button.hidden = false;
    field.dataset.secret = "";
    button.addEventListener("click", () => { reveal(button, field, field.type === "password"); field.focus(); });
    field.form?.addEventListener("submit", () => reveal(button, field, false));
  });

  // The button of a security key sleeps until what answers it stands: a click before that would be lost.
  // On the window, so after the listeners of the document, which put the deed on the button.
  window.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("button[data-wakes]")) button.disabled = false;
  });
  document.addEventListener("allauth.error", (event) => {
    const trouble = document.querySelector("[data-key-trouble]");
    if (!trouble) return;
    event.preventDefault();
    trouble.hidden = false;
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("button[data-wakes]")) document.querySelector("[data-key-trouble]").hidden = true;
  });

  // A shared computer locks when nobody touched any of its windows for a while; drafts stay in theirs.
  const lock = document.querySelector("form[data-lock-after]");
  if (lock) {
    const touched = () => safely(() => localStorage.setItem("touched", Date.now()));
    for (const sign of ["pointerdown", "keydown", "scroll"]) document.addEventListener(sign, touched, { passive: true });
    touched();
    const look = () => {
      const left = Number(safely(() => localStorage.getItem("touched"))) + lock.dataset.lockAfter * 1000 - Date.now();
      if (left <= 0) lock.submit();
      else setTimeout(look, left);
    };
    look();
  }
  document.addEventListener("htmx:after:swap", () => { place = -1; forms().forEach(restore); });
})();
