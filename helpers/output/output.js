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
  let still = null;
  function swap() {
    const output = el.parentElement;
    output.style.display = view.comm_live ? "" : "none";
    still ??= [...document.querySelectorAll(".live-still")].findLast(
      (one) => one.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    if (still) still.hidden = view.comm_live;
  }
  el.style.height = "1px"; // or nothing tells that it has come into the page
  const attached = new ResizeObserver(() => {
    if (!el.isConnected) return;
    attached.disconnect();
    swap();
    view.on("comm_live_update", swap);
  });
  attached.observe(el);
  return () => {
    attached.disconnect();
    view.off("comm_live_update", swap);
    if (still) still.hidden = false;
  };
}

export default { initialize, render };
