// Taking a call with the keyboard alone. Without this file the same form works with the mouse and Tab.
"use strict";
(() => {
  const form = document.querySelector("form[data-intake]");
  if (!form) return;
  const search = form.querySelector("[data-choose]");
  const found = () => [...form.querySelectorAll("#callers input[type=radio]")];
  const words = form.elements.words;

  const choose = (radio) => {
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
  };
  // Whoever types fast presses Enter before the answer has come: then the first one found is taken.
  let waiting = false;
  const take = () => {
    const [first] = found();
    if (!first) return false;
    if (!found().some((radio) => radio.checked)) choose(first);
    words.focus();
    return true;
  };
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      waiting = !take();
    } else if (event.key === "ArrowDown" && found().length) {
      event.preventDefault();
      const first = found().find((radio) => radio.checked) ?? found()[0];
      first.focus();
      choose(first);
    } else {
      waiting = false;
    }
  });
  document.addEventListener("htmx:after:swap", () => { if (waiting) waiting = !take(); });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("#callers input")) {
      event.preventDefault();
      words.focus();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-main]"));
    }
  });
  // What the machine proposes is taken over by a key; whatever was chosen by hand before is replaced, and can be chosen again.
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take]");
    if (!button) return;
    event.preventDefault();
    for (const name of ["kind", "trade", "urgency"]) {
      const field = form.elements[name];
      if (field && button.dataset[name]) field.value = button.dataset[name];
    }
    words.focus();
  });
  // Browsers do not agree which keys go with an access key: Alt and its digit it is in all of them.
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const meant = /^[1-9]$/.test(event.key) && form.querySelector(`[accesskey="${event.key}"]`);
    if (!meant) return;
    event.preventDefault();
    if (meant.matches("button")) meant.click();
    else meant.focus();
  });
  // Another caller's words fit other matters: ask for hints again.
  form.addEventListener("change", (event) => {
    if (event.target.name === "caller" && words.value) words.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const keys = document.querySelector("template[data-keys]");
  document.querySelector("#help-keys dl")?.append(keys.content.cloneNode(true));
})();
