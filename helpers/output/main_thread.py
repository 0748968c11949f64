"""Widgets answer in the kernel's main thread, one message after the other.

JupyterLab and ipykernel 7 hand the messages of widgets to a second thread ("subshell") unless a setting of the
server says no; two threads would then draw one picture, and a training would have no loop to run in.
"""

import asyncio
import threading
from functools import cache

from IPython import get_ipython


@cache
def answer_in_main_thread() -> None:
    """From now on, messages of widgets that another thread of the kernel receives are handed to its main thread.

    They wait there while a cell runs, as in kernels without subshells. Outside a kernel nothing is done.
    """
    kernel = getattr(get_ipython(), "kernel", None)
    handlers = getattr(kernel, "shell_handlers", {})
    for kind in {"comm_open", "comm_msg", "comm_close"} & handlers.keys():
        handlers[kind] = _in_main_thread(kernel, handlers[kind])


def _in_main_thread(kernel, handle):
    async def handle_here(*message):
        handle(*message)

    def answer(*message):
        if threading.current_thread() is threading.main_thread():
            return handle(*message)
        # The other thread waits. Were it to go on meanwhile, the kernel would take its next message without ever
        # saying "idle" after it, and the front end, which waits for that, would send no more.
        return asyncio.run_coroutine_threadsafe(handle_here(*message), kernel.io_loop.asyncio_loop).result()

    return answer
