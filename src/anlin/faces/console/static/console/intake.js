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
  // Another caller's words fit other matters: ask for hints again.
  form.addEventListener("change", (event) => {
    if (event.target.name === "caller" && words.value) words.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const keys = document.querySelector("template[data-keys]");
  document.querySelector("#help-keys dl")?.append(keys.content.cloneNode(true));
})();
