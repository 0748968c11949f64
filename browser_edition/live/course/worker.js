// The service worker: registered, of the same version as this page, and asked things.
import { SITE } from "./place.js";

const PATIENCE = 4000; // milliseconds; the lesson opens all the same when the worker does not answer
const container = navigator.serviceWorker;
const version = document.querySelector("meta[name='course-version']").content;

const within = (promise, milliseconds = PATIENCE) =>
  Promise.race([promise, new Promise((resolve) => setTimeout(resolve, milliseconds))]);

/** The answer of a worker; heard: a function that is called with each of several answers. */
export function ask(question, heard, worker = container?.controller) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => (heard ? heard(data) : resolve(data));
    worker.postMessage(question, [port2]);
  });
}

/** Register the worker; true once it controls this page and is of its version, false where there is no worker. */
export async function workerIsThere() {
  if (!container) return false;
  try {
    const registration = await container.register(`${SITE}service-worker.js`);
    // JupyterLite takes a worker that controls the page for its own when it finds its version noted under this name;
    // else it would remove it and register another.
    const settings = JSON.parse(document.getElementById("jupyter-config-data").textContent);
    localStorage.setItem(`${SITE}service-worker.js-version`, settings.appVersion);
    await within(controlled());
    if (container.controller) await beOfOneVersion(registration);
    return Boolean(container.controller);
  } catch (error) {
    console.warn(error);
    return false;
  }
}

function controlled() {
  if (container.controller) return Promise.resolve();
  return new Promise((resolve) => container.addEventListener("controllerchange", resolve, { once: true }));
}

/** A page of a newer version than the worker brings the newer worker in; an older page loads again. */
async function beOfOneVersion(registration) {
  if ((await within(ask({ ask: "version" }))) === version) return;
  await within(registration.update().catch(() => {}), 60_000);
  const next = registration.waiting ?? (registration.installing && (await within(installed(registration.installing), 60_000)));
  if (next) {
    const changed = new Promise((resolve) => container.addEventListener("controllerchange", resolve, { once: true }));
    next.postMessage({ ask: "take over" });
    await within(changed);
  }
  const now = await within(ask({ ask: "version" }));
  if (now === version || sessionStorage.getItem("course-reloaded") === now) return;
  sessionStorage.setItem("course-reloaded", now); // once: a host may still hand out the old page for some minutes
  location.reload();
  await new Promise(() => {});
}

const installed = (worker) =>
  new Promise((resolve) => {
    worker.addEventListener("statechange", () => {
      if (worker.state === "installed") resolve(worker);
      if (worker.state === "redundant") resolve(null);
    });
  });

/** Calls `offer(reload)` when a newer version of the site waits to take over. */
export async function watchForNewVersion(offer) {
  const registration = await container.getRegistration();
  const say = (worker) => worker && container.controller && offer(() => takeOver(worker));
  say(registration.waiting);
  registration.addEventListener("updatefound", async () => say(await installed(registration.installing)));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && registration.update().catch(() => {}));
  container.addEventListener("controllerchange", () => offer(() => location.reload()));
}

function takeOver(worker) {
  container.addEventListener("controllerchange", () => location.reload(), { once: true });
  worker.postMessage({ ask: "take over" });
}
