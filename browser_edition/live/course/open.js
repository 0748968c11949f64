// Opens JupyterLite. All its settings stand in the page already: those that are addresses are relative to the folder
// `live`, wherever that is, and have to be whole addresses before the app reads them.
const root = new URL("../", import.meta.url);
const settings = document.getElementById("jupyter-config-data");

const whole = (value) => (typeof value === "string" && value.startsWith("./") ? new URL(value, root).pathname : value);
const withWholeAddresses = (part) =>
  Object.fromEntries(
    Object.entries(part).map(([name, value]) => {
      if (name.endsWith("Url")) return [name, whole(value)];
      if (name.endsWith("Urls")) return [name, value.map(whole)];
      const isPart = value && typeof value === "object" && !Array.isArray(value);
      return [name, isPart ? withWholeAddresses(value) : value];
    }),
  );

/** Load the app; it opens the notebook that the page's address names.
 *  interrupts: where its kernel asks whether to stop; failed: called when the app cannot be loaded. */
export function openApp(interrupts, failed) {
  const all = withWholeAddresses(JSON.parse(settings.textContent));
  all.litePluginSettings["@jupyterlite/pyodide-kernel-extension:kernel"].loadPyodideOptions.interrupts = interrupts;
  settings.textContent = JSON.stringify(all);
  const app = document.createElement("script");
  app.src = settings.dataset.bundle;
  app.addEventListener("error", failed);
  document.head.append(app);
}

const POLL = 50; // milliseconds

/** Let Python begin while the app still draws the notebook of that path, which then finds it running. */
export async function startPython(path) {
  while (!window.jupyterapp) await new Promise((resolve) => setTimeout(resolve, POLL));
  const { kernelspecs, sessions } = window.jupyterapp.serviceManager;
  while (!kernelspecs.specs?.kernelspecs.python) await new Promise((resolve) => setTimeout(resolve, POLL));
  const session = await sessions.startNew({ name: path.split("/").pop(), path, type: "notebook", kernel: { name: "python" } });
  session.dispose(); // the notebook has a connection of its own
}

/** The app and the open notebook, once both are there. */
export async function openNotebook() {
  for (;;) {
    const panel = window.jupyterapp?.shell?.currentWidget;
    if (panel?.context?.model?.cells) {
      await panel.context.ready;
      return { app: window.jupyterapp, panel };
    }
    await new Promise((resolve) => setTimeout(resolve, POLL));
  }
}

/** Resolves once Python answers; rejects when its kernel is given up. */
export async function pythonIsReady(panel) {
  for (;;) {
    const kernel = panel.sessionContext.session?.kernel;
    if (kernel?.status === "dead") throw new Error("the kernel is dead");
    if (kernel?.connectionStatus === "connected") return kernel.info;
    await new Promise((resolve) => setTimeout(resolve, POLL));
  }
}
