// Questions: shows the page that the kernel sends, and tells it which choice is to be checked.

function render({ model, el }) {
  const add = (parent, tag, properties = {}) => parent.appendChild(Object.assign(document.createElement(tag), properties));
  const form = add(el, "form", { className: "questions quiz" });
  const choices = add(form, "fieldset");
  const buttons = add(form, "div", { className: "questions-buttons" });
  const look = "jupyter-widgets jupyter-button widget-button";
  const words = model.get("words");
  const check = add(buttons, "button", { className: `${look} mod-primary`, textContent: words.check });
  const back = add(buttons, "button", { className: look, type: "button", textContent: words.back });
  const forward = add(buttons, "button", { className: look, type: "button", textContent: words.forward });
  const feedback = add(form, "div", { className: "questions-feedback" });
  feedback.setAttribute("role", "status");
  const score = add(form, "p");

  let shown = -1; // the question whose choices stand there
  const radios = () => [...choices.querySelectorAll("input")];
  const chosen = () => radios().findIndex((radio) => radio.checked);

  function showQuestion({ question, place, text, choices: options }) {
    choices.replaceChildren();
    const legend = add(choices, "legend");
    add(legend, "small", { textContent: place });
    add(legend, "span", { textContent: text });
    const name = `quiz-${crypto.randomUUID?.() ?? Math.random()}`; // radio buttons of two quizzes are no group
    options.forEach((option) => {
      const label = add(choices, "label");
      add(label, "input", { type: "radio", name });
      add(label, "span", { textContent: option });
    });
    const turned = shown >= 0;
    shown = question;
    return turned;
  }
  function show() {
    const page = model.get("page");
    const turned = page.question !== shown && showQuestion(page);
    radios().forEach((radio, i) => (radio.checked = i === page.checked));
    [back.disabled, forward.disabled] = [page.first, page.last];
    score.textContent = page.score;
    choose();
    if (turned) radios()[Math.max(page.checked, 0)].focus({ preventScroll: true });
  }
  function choose() {
    const page = model.get("page");
    check.disabled = chosen() < 0;
    feedback.innerHTML = chosen() === page.checked ? page.feedback : ""; // made of escaped texts
  }

  choices.onchange = choose;
  form.onsubmit = (event) => {
    event.preventDefault();
    if (chosen() >= 0) model.send({ question: shown, check: chosen() });
  };
  back.onclick = () => model.send({ question: shown, turn: -1 });
  forward.onclick = () => model.send({ question: shown, turn: 1 });
  model.on("change:page", show);
  show();
  return () => model.off("change:page", show);
}

export default { render };
