"""What a cell leaves in its notebook, and which thread of the kernel answers what it shows."""

import copy
import re

import nbclient
import nbconvert
import nbformat
import pytest
from jupyter_client.manager import start_new_kernel

from helpers.output import LIVE_VIEW, without_live_views

FIGURE = (
    "from helpers import start, widgets\nfrom helpers.lessons.folders import find_lesson\n"
    "figure = find_lesson('02').figures.half_plane()\nfigure"
)
CHECK = 'lesson = start("02", language="en")\nlesson.check("zero_bias", 1)'
QUIZ = "widgets.quiz()"
STILL = "Run the cell again to bring it to life."


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    """A figure, a verdict and the quiz, run as nbconvert and nbgrader run notebooks: without a page, nothing taken out."""
    cells = [nbformat.v4.new_code_cell(source) for source in (FIGURE, CHECK, QUIZ)]
    folder = {"metadata": {"path": str(tmp_path_factory.mktemp("notebook"))}}
    client = nbclient.NotebookClient(nbformat.v4.new_notebook(cells=cells), kernel_name="python3", resources=folder)
    return client.execute()


def seen_without_scripts(notebook: nbformat.NotebookNode, template: str) -> str:
    html, _resources = nbconvert.HTMLExporter(template_name=template).from_notebook_node(notebook)
    return re.sub("<script.*?</script>", "", html, flags=re.DOTALL)


def test_still_and_view_are_two_outputs(notebook):
    figure, check, quiz = (cell.outputs for cell in notebook.cells)
    assert [set(output.data) for output in figure] == [{"text/html", "image/png", "text/plain"}, {LIVE_VIEW}]
    for outputs in (check[-2:], quiz):
        assert [set(output.data) for output in outputs] == [{"text/html", "text/plain"}, {LIVE_VIEW}]


@pytest.mark.parametrize("template", ["lab", "classic", "basic"])
def test_html_export_and_feedback_show_each_thing_once_without_a_kernel(notebook, template):
    html = seen_without_scripts(notebook, template)
    alt = notebook.cells[0].outputs[0].data["text/plain"]
    assert re.findall(r'<img alt="([^"]*)"', html) == [alt]
    assert html.count("Not yet.") == 1
    assert html.count(STILL) == 3


@pytest.mark.filterwarnings("ignore:Your element with mimetype")  # nbconvert says that it leaves the view out
def test_paper_shows_each_picture_once(notebook):
    latex, resources = nbconvert.LatexExporter().from_notebook_node(notebook)
    assert latex.count("output_0_0.png") == len(resources["outputs"]) == 1


def test_view_that_goes_leaves_the_still_alone(notebook):
    kept = without_live_views(copy.deepcopy(notebook))
    assert [len(cell.outputs) for cell in kept.cells] == [1, 2, 1]
    assert not [output for cell in kept.cells for output in cell.outputs if LIVE_VIEW in output.get("data", {})]
    nbformat.validate(kept)


def wait_until_idle(client, message) -> None:
    """Wait until the kernel says that it has done all that the message asks for."""
    told = {"parent_header": {}}
    while told["parent_header"].get("msg_id") != message["msg_id"] or told["content"].get("execution_state") != "idle":
        told = client.get_iopub_msg(timeout=60)


def test_messages_of_another_thread_are_answered_in_the_main_one():
    """JupyterLab sends messages of widgets to a second thread, unless a setting of its server says no."""
    manager, client = start_new_kernel(kernel_name="python3")
    try:

        def run(code: str) -> str:
            reply = client.execute_interactive(code, user_expressions={"it": "it"}, output_hook=lambda _message: None)
            assert reply["content"]["status"] == "ok", reply
            return reply["content"]["user_expressions"]["it"]["data"]["text/plain"]

        model = run(
            f"import threading\n{FIGURE.removesuffix('figure')}\nslider, it = figure.controls['b'], 0\n"
            "seen = []\nslider.observe(lambda change: seen.append(threading.current_thread().name), 'value')\n"
            "display(figure)\nit = slider.comm.comm_id"
        )
        client.control_channel.send(client.session.msg("create_subshell_request"))
        thread = client.get_control_msg(timeout=60)["content"]["subshell_id"]

        def move_to(value: int) -> dict:
            data = {"method": "update", "state": {"value": value}}
            message = client.session.msg("comm_msg", {"comm_id": model.strip("'"), "data": data})
            message["header"]["subshell_id"] = thread
            client.shell_channel.send(message)
            return message

        wait_until_idle(client, move_to(3))  # is answered where the slider was made
        messages = [move_to(4), move_to(5)]  # the second arrives while the first is answered
        for message in messages:
            wait_until_idle(client, message)
        assert run("it = seen") == "['MainThread', 'MainThread', 'MainThread']"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
