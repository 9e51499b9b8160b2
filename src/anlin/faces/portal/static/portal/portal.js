// Lets the phone keep the shell of the portal; without it everything works, but needs a network.
"use strict";
if ("serviceWorker" in navigator) {
  const worker = document.querySelector("meta[name=worker]");
  if (worker) navigator.serviceWorker.register(worker.content, { scope: "/" }).catch(() => {});
}
