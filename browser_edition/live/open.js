// Opens JupyterLite. All its settings stand in the page already: those that are addresses are relative to the folder
// `live`, wherever that is, and have to be whole addresses before the app reads them.
const here = document.currentScript;
const root = new URL(".", here.src);
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

settings.textContent = JSON.stringify(withWholeAddresses(JSON.parse(settings.textContent)));
const app = document.createElement("script");
app.src = here.dataset.bundle;
document.head.append(app);
