"use strict";
// Keeps the shell of the portal, and for when there is no network one page and an empty report form.
// Never keeps pages of persons.
const CACHE = "anlin-{{ version|escapejs }}";
const FILES = [{% for file in files %}"{{ file|escapejs }}",{% endfor %}];
const OFFLINE = "{{ pages.offline|escapejs }}";
// Which kept page stands in for an address without a network.
const INSTEAD = { "{{ pages.report|escapejs }}": "{{ pages.report_offline|escapejs }}" };

self.addEventListener("install", (event) => {
  // Without cookies: what is kept on a phone must not say whose it is.
  const asked = FILES.map((file) => new Request(file, { credentials: "omit" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(asked)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name.startsWith("anlin-") && name !== CACHE);
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});
self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") {
    event.respondWith(fetch(event.request).catch(() => caches.match(INSTEAD[address.pathname] || OFFLINE)));
  } else if (FILES.includes(address.pathname)) {
    event.respondWith(fetch(event.request).catch(() => caches.match(event.request)));
  }
});
