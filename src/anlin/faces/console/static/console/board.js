// A card dragged to another lane takes the step that leads there; the choice on the card is its twin for keys.
"use strict";
(() => {
  const board = document.querySelector("[data-board]");
  if (!board) return;
  let held = null;
  const stepTo = (lane) => held && lane && [...held.querySelectorAll("option")].find((option) => option.dataset.to === lane.dataset.lane);
  board.addEventListener("dragstart", (event) => {
    held = event.target.closest?.("[draggable]");
    if (!held) return;
    event.dataTransfer.effectAllowed = "move";
    board.querySelectorAll("[data-lane]").forEach((lane) => lane.classList.toggle("open", Boolean(stepTo(lane))));
  });
  board.addEventListener("dragover", (event) => {
    if (stepTo(event.target.closest("[data-lane]"))) event.preventDefault();
  });
  board.addEventListener("drop", (event) => {
    const step = stepTo(event.target.closest("[data-lane]"));
    if (!step) return;
    event.preventDefault();
    step.selected = true;
    held.querySelector("form").requestSubmit();
  });
  board.addEventListener("dragend", () => {
    held = null;
    board.querySelectorAll(".open").forEach((lane) => lane.classList.remove("open"));
  });
})();
