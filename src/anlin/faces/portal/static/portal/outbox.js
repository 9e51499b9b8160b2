// What was entered without a network is kept on this phone and sent later: once, in order, and told.
// Forms with data-outbox go this way; without this file they are plain forms.
"use strict";
(() => {
  const who = document.documentElement.dataset.who || "";
  const list = document.querySelector("[data-outbox-list]");
  const LONGEST_SIDE = 2048;
  const PATIENCE = 60000;
  if (!who || !("indexedDB" in window)) return;

  // The store: one row for each report, in the order in which they were entered.
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const opened = (() => {
    const request = indexedDB.open("anlin-outbox", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("reports", { keyPath: "id", autoIncrement: true });
    return done(request);
  })();
  opened.catch(() => {});
  const store = async (mode) => (await opened).transaction("reports", mode).objectStore("reports");
  const keep = async (report) => done((await store("readwrite")).put(report));
  const drop = async (id) => done((await store("readwrite")).delete(id));
  // A phone may be shared: everybody sees and sends only their own.
  const mine = async () => (await done((await store("readonly")).getAll())).filter((report) => report.who === who);

  const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value || "";
  const post = async (report) => {
    const body = new FormData();
    for (const [name, value] of report.fields) {
      if (value instanceof Blob) body.append(name, value, value.name || "photo.jpg");
      else body.append(name, value);
    }
    body.set("csrfmiddlewaretoken", token());
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    try {
      return await fetch(report.address, {
        method: "POST", body, redirect: "manual", signal: patience.signal,
        headers: { "X-Outbox": "1", "X-CSRFToken": token() },
      });
    } finally {
      clearTimeout(timer);
    }
  };
  const isTaken = (answer) => answer.ok && (answer.headers.get("Content-Type") || "").includes("json");

  const copyOf = (name) => list?.querySelector(`template[data-outbox-${name}]`)?.content.cloneNode(true);
  const show = async () => {
    if (!list) return;
    const reports = await mine();
    list.hidden = reports.length === 0;
    list.querySelector("[data-outbox-items]").replaceChildren(...reports.map((report) => {
      const line = document.createElement("li");
      const words = document.createElement("span");
      words.textContent = (report.fields.find(([name]) => name === "words") || ["", ""])[1].slice(0, 60);
      line.append(words, copyOf(report.refused ? "refused" : "waiting"), copyOf("drop"));
      line.dataset.outboxId = report.id;
      return line;
    }));
  };

  // One page at a time sends, so that the order holds; the server knows the key, so that twice is once.
  const sendAll = async () => {
    for (const report of await mine()) {
      if (report.refused) continue;
      let answer;
      try { answer = await post(report); } catch { break; }
      if (isTaken(answer)) await drop(report.id);
      else if (answer.status === 422) await keep({ ...report, refused: true });
      else break;
      await show();
    }
  };
  const inTurn = (deed) => ("locks" in navigator ? navigator.locks.request("anlin-outbox", deed) : deed());
  const flush = () => inTurn(sendAll).then(show).catch(() => {});

  // Photos are made smaller before they travel; what cannot be drawn goes as it is.
  const smaller = async (file) => {
    if (!file.type.startsWith("image/") || file.size < 400000 || !("createImageBitmap" in window)) return file;
    try {
      const picture = await createImageBitmap(file);
      const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
      return blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file;
    } catch { return file; }
  };
  const fieldsOf = async (form) => {
    const fields = [];
    for (const [name, value] of new FormData(form)) {
      if (name === "csrfmiddlewaretoken") continue;
      if (value instanceof File) { if (value.size) fields.push([name, await smaller(value)]); }
      else fields.push([name, value]);
    }
    return fields;
  };
  const forgetDraft = (form) => form.querySelector("[data-draft-forget]")?.click();
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  // The server found something: its form takes the place of ours, the chosen photos stay.
  const showRefusal = async (form, answer) => {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const theirs = page.querySelector("form[data-outbox]");
    if (!theirs) return form.submit();
    const photos = form.querySelector("input[type=file]");
    theirs.querySelector("input[type=file]")?.replaceWith(photos);
    form.replaceWith(theirs);
    theirs.querySelector("[role=alert]")?.scrollIntoView({ block: "center" });
  };
  const send = async (form) => {
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    try {
      const report = { who, address: form.action, fields: await fieldsOf(form) };
      report.id = await keep(report);
      let answer = null;
      try { answer = await inTurn(() => post(report)); } catch { /* no network */ }
      if (answer && isTaken(answer)) {
        await drop(report.id);
        forgetDraft(form);
        location.assign((await answer.json()).address);
      } else if (answer && answer.status === 422) {
        await drop(report.id);
        await showRefusal(form, answer);
      } else if (answer && answer.type === "opaqueredirect") {
        // Signed out meanwhile: the report is kept, and the page asks to sign in.
        location.reload();
      } else {
        forgetDraft(form);
        form.reset();
        form.querySelector("[data-photos-chosen]")?.replaceChildren();
        form.querySelector("input[name=key]").value = newKey();
        await show();
        list?.scrollIntoView({ block: "start" });
      }
    } finally {
      button.disabled = false;
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-outbox]");
    if (!form) return;
    event.preventDefault();
    // Where nothing can be kept (a private window), the form goes the plain way.
    opened.then(() => send(form)).catch(() => form.submit());
  });
  document.addEventListener("change", (event) => {
    const chosen = event.target.closest("[data-photos]") && event.target.form.querySelector("[data-photos-chosen]");
    if (!chosen) return;
    chosen.replaceChildren(...[...event.target.files].filter((file) => file.type.startsWith("image/")).map((file) => {
      const line = document.createElement("li");
      const picture = document.createElement("img");
      picture.src = URL.createObjectURL(file);
      picture.alt = file.name;
      line.append(picture);
      return line;
    }));
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-outbox-send]")) flush();
    const line = event.target.closest("[data-outbox-forget]")?.closest("[data-outbox-id]");
    if (line) drop(Number(line.dataset.outboxId)).then(show);
  });
  // A kept page has no key to send with; with a network the real one takes its place, and sends.
  window.addEventListener("online", () => (token() ? flush() : location.reload()));
  show().catch(() => {});
  flush();
})();
