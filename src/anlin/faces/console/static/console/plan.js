// The stack plan: arrow keys walk from unit to unit, and the chosen one is marked.
"use strict";
(() => {
  const plan = document.querySelector("[data-plan]");
  if (!plan) return;
  const rows = [...plan.tBodies[0].rows];
  const unit = (row, column) => rows[row]?.cells[column]?.querySelector("a");
  // Gaps between entrances and missing corners are stepped over.
  const walk = (row, column, down, right) => {
    for (let step = 1; step < 60; step++) {
      const found = unit(row + down * step, column + right * step);
      if (found) return found;
    }
    return null;
  };
  const ways = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  plan.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td");
    const way = ways[event.key];
    if (!cell || !way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    walk(rows.indexOf(cell.parentElement), cell.cellIndex, ...way)?.focus();
  });
  plan.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    plan.querySelectorAll("[aria-current]").forEach((other) => other.removeAttribute("aria-current"));
    link.setAttribute("aria-current", "true");
  });
})();
