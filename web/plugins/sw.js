// Keeps the shell for off-line use; never answers for the API.
const CACHE = 'lvzhi-__VERSION__'
const FILES = __FILES__

self.addEventListener('install', (event) => {
  const shell = ['/', ...FILES.map((file) => `/${file}`)]
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(shell)))
})

self.addEventListener('activate', (event) => {
  const drop = (names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)))
  event.waitUntil(caches.keys().then(drop).then(() => self.clients.claim()))
})

// A new version waits until the reader agrees, so that no form is lost under their hands.
self.addEventListener('message', (event) => {
  if (event.data === 'take over') self.skipWaiting()
})

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return
  if (/^\/(api|docs|openapi|healthz|readyz|metrics)/.test(url.pathname)) return
  if (event.request.mode === 'navigate') event.respondWith(page(event.request))
  else if (url.pathname.startsWith('/assets/')) event.respondWith(asset(event.request))
})

// The kept page comes first: its files are kept beside it, and a slow line must not be waited for.
async function page(request) {
  return (await caches.match('/', { cacheName: CACHE })) ?? fetch(request)
}

async function asset(request) {
  const kept = await caches.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) (await caches.open(CACHE)).put(request, answer.clone())
  return answer
}
