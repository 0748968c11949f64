// A prediction: shows its questions and the answers that the kernel sends, and tells it what is to be kept.

function render({ model, el }) {
  const add = (parent, tag, properties = {}) => parent.appendChild(Object.assign(document.createElement(tag), properties));
  const words = model.get("words");
  const id = `prediction-${crypto.randomUUID?.() ?? Math.random()}`; // two forms in one notebook share no names
  const form = add(el, "form", { className: "questions prediction", noValidate: true });
  form.setAttribute("aria-labelledby", id);
  const intro = add(form, "p");
  add(intro, "strong", { id, textContent: words.heading });
  intro.append(` ${words.intro}`);
  const parts = add(form, "fieldset");
  const fields = model.get("questions").map((question, k) => (question.kind === "choice" ? choice : line)(question, k));

  // A field: what stands in it, how to fill it, and where the keyboard goes.
  function choice({ text, options }, k) {
    const group = add(parts, "fieldset");
    add(group, "legend", { textContent: text });
    const radios = options.map((option) => {
      const label = add(group, "label");
      const radio = add(label, "input", { type: "radio", name: `${id}-${k}` });
      add(label, "span", { textContent: option });
      return radio;
    });
    const chosen = () => radios.findIndex((radio) => radio.checked);
    return {
      get: () => (chosen() < 0 ? null : chosen()),
      set: (answer) => radios.forEach((radio, i) => (radio.checked = i === answer)),
      focus: (how) => radios[Math.max(chosen(), 0)].focus(how),
    };
  }
  function line({ text, kind }) {
    const label = add(parts, "label", { className: `prediction-${kind}` });
    add(label, "span", { textContent: text });
    const input = add(label, "input", { type: "text", autocomplete: "off", placeholder: words[kind] });
    if (kind === "number") input.inputMode = "decimal";
    return {
      get: () => input.value.trim() || null,
      set: (answer) => (input.value = answer ?? ""),
      focus: (how) => input.focus(how),
    };
  }

  const look = "jupyter-widgets jupyter-button widget-button";
  const buttons = add(form, "div", { className: "questions-buttons" });
  const keep = add(buttons, "button", { className: `${look} mod-primary`, textContent: words.keep });
  const unknown = add(buttons, "button", { className: look, type: "button", textContent: words.unknown });
  const again = add(buttons, "button", { className: look, type: "button", textContent: words.again });
  const says = add(form, "div");
  says.setAttribute("role", "status");

  const answers = () => fields.map((field) => field.get());
  function show() {
    const state = model.get("state");
    const hadFocus = form.contains(document.activeElement);
    fields.forEach((field, i) => field.set(state.answers[i]));
    parts.disabled = keep.hidden = unknown.hidden = state.kept;
    again.hidden = !state.kept;
    says.innerHTML = state.says; // made of escaped texts
    if (hadFocus) (state.kept ? again : fields[state.at]).focus({ preventScroll: true }); // what had it may be gone
  }
  form.onsubmit = (event) => {
    event.preventDefault();
    if (!model.get("state").kept) model.send({ keep: answers() });
  };
  unknown.onclick = () => model.send({ unknown: answers() });
  again.onclick = () => model.send({ again: true });
  model.on("change:state", show);
  show();
  return () => model.off("change:state", show);
}

export default { render };
