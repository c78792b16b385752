// Network first, always. Without a network: the offline page, in the language of the last page that had one.
// Keeps only the list below; never a page, a search or a notebook, so nothing here says what anybody read.
const LANGUAGE = new URL(location.href).search.slice(1, 3) || "en";
const CACHE = "parvis-{{ version }}-" + LANGUAGE;
const KEPT = [{% for path in kept %}"{{ path|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}].filter((path) => !path.endsWith("/offline/") || path === `/${LANGUAGE}/offline/`);

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(KEPT)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { pathname } = new URL(request.url);
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(`/${LANGUAGE}/offline/`)));
  } else if (KEPT.includes(pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match(pathname)));
  }
});
