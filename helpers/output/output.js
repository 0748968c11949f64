// A cell's still and its live view are two outputs, one after the other. While the kernel answers the view is
// seen; before and after that the still, which alone is saved with the notebook.

const LIVE_VIEW = "application/vnd.jupyter.widget-view+json";

// Where the notebook is known (JupyterLab, Notebook 7), its file is written without the view, which stays on the page.
// The empty output in its place keeps the count of outputs.
function initialize({ model }) {
  const context = model.widget_manager.context;
  if (!context?.saveState) return;
  const leaveOut = (_context, state) => {
    if (state !== "started") return;
    for (const cell of context.model.sharedModel.cells) {
      cell.getOutputs?.().forEach((output, i) => {
        if (output.data?.[LIVE_VIEW]?.model_id === model.get("view"))
          cell.updateOutputs(i, i + 1, [{ ...output, data: {} }], "silent-change"); // silent: the page is not told
      });
    }
  };
  context.saveState.connect(leaveOut);
  return () => context.saveState.disconnect(leaveOut);
}

async function render({ model, el }) {
  const view = await model.widget_manager.get_model(model.get("view"));
  let output = null; // the view's element
  let still = null;
  function swap() {
    output.style.display = view.comm_live ? "" : "none";
    if (still) still.hidden = view.comm_live;
  }
  el.style.height = "1px"; // or nothing tells that it has come into the page
  const attached = new ResizeObserver(() => {
    if (!el.isConnected) return;
    attached.disconnect();
    output = el.parentElement;
    output.onkeydown = (event) => isOurs(event) && event.stopPropagation();
    still = [...document.querySelectorAll(".live-still")].findLast(
      (one) => one.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    swap();
    view.on("comm_live_update", swap);
  });
  attached.observe(el);

  // Notebook 7 hears a key before the view does, unless it finds this mark.
  const mark = (event) => {
    if (output?.contains(event.target)) event.target.toggleAttribute("data-lm-suppress-shortcuts", isOurs(event));
  };
  window.addEventListener("keydown", mark, true);
  return () => {
    attached.disconnect();
    window.removeEventListener("keydown", mark, true);
    view.off("comm_live_update", swap);
    if (still) still.hidden = false;
  };
}

// Jupyter would take plain keys for its own: x cuts the cell, an arrow goes to another. Shift + Enter still runs the
// cell, Ctrl + S saves; Enter alone presses a button.
function isOurs(event) {
  if (event.ctrlKey || event.metaKey || ["Shift", "Control", "Meta"].includes(event.key)) return false;
  return event.key !== "Enter" || (!event.shiftKey && event.target.closest("button, form") !== null);
}

export default { initialize, render };
