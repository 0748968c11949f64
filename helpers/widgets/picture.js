// The picture of a live figure: shows the PNG the kernel sends, and tells it where the pointer is, in the
// units of the graph under it. It also gives the figure's sliders what ipywidgets leaves out: an accessible
// name and a number written as the notebook's language writes it.

function render({ model, el }) {
  el.classList.add("live-picture");
  const image = document.createElement("img");
  const summary = document.createElement("p");
  summary.setAttribute("role", "status");
  const error = document.createElement("pre");
  error.setAttribute("role", "alert");
  el.append(image, summary, error);

  // A new address on the same <img>: the browser keeps the old picture until the new one is decoded.
  let shown = null;
  const old = [];
  image.onload = () => old.splice(0).forEach((url) => URL.revokeObjectURL(url));
  function showPicture() {
    if (shown) old.push(shown);
    shown = URL.createObjectURL(new Blob([model.get("png")], { type: "image/png" }));
    image.src = shown;
  }
  function showWords() {
    image.width = model.get("width");
    image.alt = model.get("alt");
    summary.textContent = model.get("summary");
    error.textContent = model.get("error");
    error.hidden = !model.get("error");
    image.classList.toggle("draggable", model.get("handles").length > 0);
    pad?.show();
    nameControls();
  }

  // The controls stand beside the picture in the same figure, sliders in the order of `readouts`, and may appear after it.
  function nameControls() {
    const figure = el.closest(".live-figure");
    const controls = figure?.querySelector(".live-controls");
    // A click on a slider's line moves its handle; the arrow keys should then go to it too.
    if (controls) controls.onclick = (event) => event.target.closest(".live-slider")?.querySelector(".noUi-handle")?.focus();
    const sliders = figure?.querySelectorAll(".live-slider") ?? [];
    sliders.forEach((slider, i) => {
      const handle = slider.querySelector(".noUi-handle");
      const readout = model.get("readouts")[i];
      if (!handle || readout === undefined) return;
      let number = slider.querySelector(".live-readout");
      if (!number) {
        number = slider.appendChild(document.createElement("span"));
        number.className = "live-readout";
        number.setAttribute("aria-hidden", "true"); // the handle says it
      }
      number.textContent = readout;
      handle.setAttribute("aria-label", slider.querySelector(".widget-label").textContent);
      handle.setAttribute("aria-valuetext", readout);
    });
  }
  const newControls = new MutationObserver((changes) => {
    if (changes.some((change) => [...change.addedNodes].some((node) => node.querySelector?.(".noUi-handle, select")))) nameControls();
  });
  const attached = new ResizeObserver(() => {
    const figure = el.closest(".live-figure");
    if (!figure) return;
    attached.disconnect();
    newControls.observe(figure, { childList: true, subtree: true });
    nameControls();
    if (pad) figure.addEventListener("click", pad.takeBack);
  });
  attached.observe(el);

  // Pointer: where it is in the units of the axes under it. A message says everything about the drag so far,
  // because the front end keeps only the newest while one is on its way.
  let gesture = model.get("pointer").gesture ?? 0;
  let start = null;
  function place(event) {
    const box = image.getBoundingClientRect();
    const [u, v] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    const axes = model.get("axes");
    let i = start ? start.axes : axes.findIndex(([l, t, w, h]) => u >= l && u <= l + w && v >= t && v <= t + h);
    if (i < 0) return null;
    const [l, t, w, h, x0, x1, y0, y1] = axes[i];
    return { axes: i, x: x0 + ((u - l) / w) * (x1 - x0), y: y1 + ((v - t) / h) * (y0 - y1) };
  }
  // The handle (a place that can be dragged) within a finger's width of the pointer, the nearest of them.
  function nearest(event) {
    const box = image.getBoundingClientRect();
    let [best, distance] = [-1, 24];
    model.get("handles").forEach(([i, x, y], k) => {
      const [l, t, w, h, x0, x1, y0, y1] = model.get("axes")[i];
      const px = box.left + (l + ((x - x0) / (x1 - x0)) * w) * box.width;
      const py = box.top + (t + ((y - y1) / (y0 - y1)) * h) * box.height;
      const d = Math.hypot(event.clientX - px, event.clientY - py);
      if (d < distance) [best, distance] = [k, d];
    });
    return best;
  }
  function tell(event) {
    const now = place(event);
    if (!now) return;
    model.set("pointer", { gesture, handle: start ? start.handle : -1, ...now });
    model.set("inside", true);
    model.save_changes();
  }
  function press(event) {
    const now = place(event);
    if (!now || event.button !== 0) return;
    model.set("pressed", { count: (model.get("pressed").count ?? 0) + 1, ...now });
    model.save_changes();
  }
  image.draggable = false;
  // A finger on a handle drags it; anywhere else it scrolls the page.
  const touched = (event) => nearest(event.touches[0]) >= 0 && event.preventDefault();
  image.addEventListener("touchstart", touched, { passive: false });
  image.onpointerdown = (event) => {
    const handle = nearest(event);
    if (handle < 0) {
      if (!model.get("hovers")) return;
      tell(event); // a finger does not hover: it touches
      press(event);
      return;
    }
    event.preventDefault();
    image.setPointerCapture(event.pointerId);
    start = { axes: model.get("handles")[handle][0], handle };
    gesture += 1;
    tell(event);
  };
  image.onpointermove = (event) => {
    if (start) tell(event);
    else {
      image.classList.toggle("over-handle", nearest(event) >= 0);
      if (model.get("hovers")) tell(event);
    }
  };
  image.onpointerleave = () => {
    if (!model.get("inside")) return;
    model.set("inside", false);
    model.save_changes();
  };
  image.onpointerup = image.onpointercancel = () => (start = null);
  const pad = model.get("drawn_on") < 0 ? null : drawingPad(model, image);

  const pictureChanged = () => showPicture();
  const anyChange = () => showWords();
  model.on("change:png", pictureChanged);
  model.on("change", anyChange);
  showPicture();
  showWords();
  if (window.devicePixelRatio > 1) {
    model.set("pixel_ratio", Math.min(window.devicePixelRatio, 2));
    model.save_changes();
  }
  return () => {
    model.off("change:png", pictureChanged);
    model.off("change", anyChange);
    newControls.disconnect();
    attached.disconnect();
    old.forEach((url) => URL.revokeObjectURL(url)); // the one shown stays: the page may outlive the kernel
  };
}

// A pad over one of the picture's axes. A line appears under the pointer at once; the kernel is told all lines there are.
function drawingPad(model, image) {
  const [left, top, width, height, x0, x1, y0, y1] = model.get("axes")[model.get("drawn_on")];
  const over = document.createElement("div");
  over.className = "live-drawn-on";
  image.replaceWith(over);
  const pad = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const lines = pad.appendChild(document.createElementNS(pad.namespaceURI, "path"));
  pad.setAttribute("viewBox", `${x0} ${y1} ${x1 - x0} ${y0 - y1}`);
  pad.setAttribute("aria-hidden", "true"); // the picture's words say what is drawn
  const percent = (share) => `${100 * share}%`;
  Object.assign(pad.style, { left: percent(left), top: percent(top), width: percent(width), height: percent(height) });
  over.append(image, pad);

  let sheet = model.get("drawing").sheet;
  let pen = null; // the pointer that draws; a second finger does not
  function show() {
    const { sheet: now, strokes } = model.get("drawing");
    if (now !== sheet) [sheet, pen] = [now, null]; // changed by the kernel: the line under the pen ends
    pad.classList.toggle("empty", !strokes.length);
    lines.setAttribute("d", strokes.map((points) => `M${points.join(" ")}h0`).join(" "));
    lines.setAttribute("stroke-width", model.get("pen"));
  }

  // Where the pointer was since the last event, as far as that is more than a small step from `last`.
  function places(event, last) {
    const box = pad.getBoundingClientRect();
    const within = (share) => Math.min(Math.max(share, 0), 1);
    const [step, found] = [(x1 - x0) / 150, []];
    const events = event.getCoalescedEvents?.() ?? [];
    for (const { clientX, clientY } of events.length ? events : [event]) {
      const x = x0 + (x1 - x0) * within((clientX - box.left) / box.width);
      const y = y1 + (y0 - y1) * within((clientY - box.top) / box.height);
      if (last && Math.hypot(x - last[0], y - last[1]) < step) continue;
      found.push((last = [+x.toFixed(2), +y.toFixed(2)]));
    }
    return found;
  }
  function tell(strokes) {
    model.set("drawing", { ...model.get("drawing"), strokes });
    model.save_changes();
  }
  pad.onpointerdown = (event) => {
    if (pen !== null || event.button !== 0) return;
    event.preventDefault();
    pad.setPointerCapture(event.pointerId);
    pen = event.pointerId;
    tell([...model.get("drawing").strokes, places(event)]);
  };
  pad.onpointermove = (event) => {
    if (event.pointerId !== pen) return;
    const strokes = model.get("drawing").strokes;
    const found = places(event, strokes.at(-1).at(-1));
    if (found.length) tell([...strokes.slice(0, -1), [...strokes.at(-1), ...found]]);
  };
  pad.onpointerup = pad.onpointercancel = (event) => {
    if (event.pointerId === pen) pen = null;
  };
  // Here, for a busy kernel hears of a pressed button before it hears of the last lines.
  function takeBack(event) {
    if (event.target.closest(".takes-last-line")) tell(model.get("drawing").strokes.slice(0, -1));
    if (event.target.closest(".takes-all-lines")) tell([]);
  }
  return { show, takeBack };
}

export default { render };
