// The site's one service worker: what has been fetched once is kept, and works without a network.
//
// SITE is filled in when the site is built: {version, files: {path: [SHA-256, bytes, bytes over the wire]}, first: [paths
// of a first visit], all files of the site}. A file is kept under its address and hash, so that two versions of the site
// never mix: what the network gives is kept only when its hash is the one in the list.
// The last part is JupyterLite's: through it the kernel reads and writes files, and asks for input(). Before it stands what
// lets ■ reach the kernel, for which others need SharedArrayBuffer, and for that a page loaded twice.
"use strict";

const SITE = "filled in by browser_edition/live";
const ROOT = self.registration.scope;
const CACHE = `course ${ROOT}`;
const ALL = `${ROOT}?keep-all`; // an entry of the cache that says: all files are wanted for offline use
const INTERRUPTS = `${ROOT}live/api/interrupts/`; // and behind it a name that a page gives itself
const TYPES = {
  css: "text/css",
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  json: "application/json",
  mjs: "text/javascript",
  png: "image/png",
  svg: "image/svg+xml",
  wasm: "application/wasm",
  webmanifest: "application/manifest+json",
};

self.addEventListener("install", (event) => event.waitUntil(bringOverToThisVersion()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => event.waitUntil(answer(event.data, event.ports[0])));
self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (address.origin !== location.origin) return;
  if (address.pathname === "/api/service-worker-heartbeat") return event.respondWith(new Response("ok"));
  if (address.href.startsWith(INTERRUPTS)) return event.respondWith(askWhetherToStop(address.href));
  if (/\/api\/(drive|stdin\/)/.test(address.pathname)) return event.respondWith(askPage(event.request, address));
  if (event.request.method !== "GET" || !address.href.startsWith(ROOT)) return;
  const path = pathOf(address);
  if (path in SITE.files) return event.respondWith(file(path, event));
  // Of the live app the list is complete. What is not in it may still be asked for by a page of the version before.
  if (path.startsWith("live/")) event.respondWith(ofAnotherVersion(path));
});

function pathOf(address) {
  const path = decodeURIComponent(address.href.slice(ROOT.length).split(/[?#]/)[0]);
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}

const key = (path) => `${ROOT}${encodeURI(path)}?hash=${SITE.files[path][0]}`;

const coming = new Map(); // what is being fetched ahead, by path

/** The answer to a request for a file in the list: the kept one, or else the network's. */
async function file(path, event) {
  await coming.get(path);
  const cache = await caches.open(CACHE);
  const kept = await cache.match(key(path));
  if (kept) return kept;
  const isPage = event.request.mode === "navigate";
  try {
    return await (isPage ? fetchedWhole(path) : fetched(path));
  } catch {
    return isPage ? noNetwork() : Response.error();
  }
}

/** A file from the network, passed on as it arrives; kept once it is whole and is what the list says. */
async function fetched(path) {
  const answer = await network(path);
  if (!answer.ok) return answer;
  const [hash, size, wire] = SITE.files[path];
  const headers = headersOf(path, answer);
  const parts = [];
  const passedOn = new TransformStream({
    transform(part, stream) {
      parts.push(part);
      stream.enqueue(part);
      tell({ fetched: path, bytes: (part.length / size) * wire });
    },
    async flush(stream) {
      const content = await new Blob(parts).arrayBuffer();
      if ((await sha256(content)) === hash) return keep(path, content, headers);
      self.registration.update().catch(() => {});
      stream.error(new TypeError(`${path} is of another version of the site`));
    },
  });
  return new Response(answer.body.pipeThrough(passedOn), { headers });
}

/** A file from the network when all of it is there; of another version it is shown, but not kept: the page will see to it. */
async function fetchedWhole(path) {
  const answer = await network(path);
  if (!answer.ok) return answer;
  const headers = headersOf(path, answer);
  const content = await answer.arrayBuffer();
  if ((await sha256(content)) === SITE.files[path][0]) await keep(path, content, headers);
  return new Response(content, { headers });
}

const network = (path) => fetch(`${ROOT}${encodeURI(path)}`, { cache: "no-cache" });

// Some servers give scripts a type with which no browser runs them.
const headersOf = (path, answer) => ({
  "Content-Type": TYPES[path.split(".").pop()] ?? answer.headers.get("Content-Type") ?? "application/octet-stream",
});

/** Fetch these files, a few at a time, unless they are kept already; `each` is called after each. Raises when one cannot be had. */
async function fetchAll(paths, each = () => {}) {
  const todo = await missing(paths);
  const next = async () => {
    for (let path = todo.shift(); path; path = todo.shift()) {
      if (await isKept(path)) continue; // a page has asked for it meanwhile
      const here = fetched(path).then(async (answer) => {
        await answer.arrayBuffer();
        if (!answer.ok) throw new TypeError(`${path}: ${answer.status}`);
      });
      coming.set(path, here.catch(() => {}));
      try {
        await here;
      } finally {
        coming.delete(path);
      }
      each(path);
    }
  };
  await Promise.all([next(), next(), next()]);
}

async function ofAnotherVersion(path) {
  const cache = await caches.open(CACHE);
  return (await cache.match(`${ROOT}${encodeURI(path)}`, { ignoreSearch: true })) ?? new Response("", { status: 404 });
}

async function keep(path, content, headers) {
  try {
    const cache = await caches.open(CACHE);
    await cache.put(key(path), new Response(content, { headers }));
  } catch {
    tell({ full: true }); // works as before, with a network
  }
}

async function sha256(content) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 32);
}

async function tell(message) {
  for (const page of await self.clients.matchAll({ type: "window", includeUncontrolled: true })) page.postMessage(message);
}

function noNetwork() {
  const text =
    '<!DOCTYPE html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Offline</title>' +
    '<body style="font: 18px sans-serif; margin: 2em; max-width: 34em"><p lang="pt-BR">Sem internet, e esta página ainda não foi ' +
    'guardada neste aparelho. Conecte-se e abra-a de novo.</p><p lang="en">No network, and this page has not been kept on this ' +
    `device yet. Connect and open it again.</p><p><a href="${ROOT}">Do neurônio à rede · From neuron to network</a></p>`;
  return new Response(text, { status: 503, headers: { "Content-Type": TYPES.html } });
}

async function keptPaths(cache) {
  const paths = new Set();
  for (const request of await cache.keys()) if (request.url.includes("?hash=")) paths.add(pathOf(new URL(request.url)));
  return paths;
}

const isKept = async (path) => Boolean(await (await caches.open(CACHE)).match(key(path)));

async function missing(paths) {
  const cache = await caches.open(CACHE);
  const kept = new Set((await cache.keys()).map((request) => request.url));
  return paths.filter((path) => !kept.has(new URL(key(path)).href));
}

/** Fetch, before this version takes over, whatever the version before had kept: what worked offline still does. */
async function bringOverToThisVersion() {
  const cache = await caches.open(CACHE);
  const before = await keptPaths(cache);
  if (before.size === 0) return;
  const all = Object.keys(SITE.files);
  const live = [...before].some((path) => path.startsWith("live/pyodide/"));
  const wanted = (await cache.match(ALL)) ? all : all.filter((path) => before.has(path) || (live && SITE.first.includes(path)));
  await fetchAll(wanted); // when the site is just being changed this fails, and is tried again at the next visit
}

/** What a page asks of the worker; the answer goes through the port that came with the question. */
async function answer(question, port) {
  const cache = await caches.open(CACHE);
  if (question.ask === "version") port.postMessage(SITE.version);
  if (question.ask === "take over") await self.skipWaiting();
  if (question.ask === "sizes") port.postMessage({ first: await sizes(SITE.first), all: await sizes(Object.keys(SITE.files)) });
  if (question.ask === "interrupt") toStop.add(question.address);
  if (question.ask === "ahead") await fetchAll(SITE.first).catch(() => {});
  if (question.ask === "keep all") await keepAll(cache, port);
  if (question.ask === "lesson is open") {
    const belongs = (path) => SITE.first.includes(path) || question.with.some((start) => path.startsWith(start));
    await fetchAll(Object.keys(SITE.files).filter(belongs)).catch(() => {});
    if ((await self.clients.matchAll({ type: "window" })).length === 1) await forgetOtherVersions(cache);
  }
}

/** How many bytes of these files there are over the wire, and how many of them have to be fetched yet. */
async function sizes(paths) {
  const sum = (some) => some.reduce((total, path) => total + SITE.files[path][2], 0);
  return { of: sum(paths), left: sum(await missing(paths)) };
}

async function keepAll(cache, port) {
  try {
    await cache.put(ALL, new Response(""));
    await fetchAll(Object.keys(SITE.files), (path) => port.postMessage({ kept: SITE.files[path][2] }));
    port.postMessage({ done: (await missing(Object.keys(SITE.files))).length === 0 });
  } catch {
    port.postMessage({ done: false });
  }
}

async function forgetOtherVersions(cache) {
  const current = new Set(Object.keys(SITE.files).map((path) => new URL(key(path)).href));
  for (const request of await cache.keys()) {
    if (request.url !== ALL && !current.has(request.url)) await cache.delete(request);
  }
}

// ■: the page of a kernel says that it is to stop what it runs; the kernel asks now and then.
const toStop = new Set();
const askWhetherToStop = (address) => new Response(toStop.delete(address) ? "stop" : "");

// As in JupyterLite's own worker: the page that holds the files answers, over a channel.
const channel = new BroadcastChannel("/sw-api.v1");

async function askPage(request, address) {
  const question = await request.json();
  question.requestId ??= crypto.randomUUID();
  question.pathname = address.pathname;
  return new Promise((resolve) => {
    const listen = ({ data }) => {
      if (data.browsingContextId !== question.browsingContextId || data.requestId !== question.requestId) return;
      if (!("response" in data)) return;
      channel.removeEventListener("message", listen);
      resolve(new Response(JSON.stringify(data.response)));
    };
    channel.addEventListener("message", listen);
    channel.postMessage(question);
  });
}
