"""The menus and shortcuts of the live app: what a lesson needs. The rest of JupyterLab's lead to pages that the site has not."""

# Of the menus above the notebook: commands, and submenus with all that is in them.
KEPT = {
    *("docmanager:save", "docmanager:download", "jp-mainmenu-file-notebookexport"),
    # Edit
    *("editmenu:undo", "editmenu:redo", "notebook:undo-cell-action", "notebook:redo-cell-action"),
    *("notebook:cut-cell", "notebook:copy-cell", "notebook:paste-cell-below", "notebook:paste-cell-above"),
    *("notebook:delete-cell", "notebook:select-all", "notebook:deselect-all"),
    *("notebook:move-cell-up", "notebook:move-cell-down", "notebook:split-cell-at-cursor"),
    *("notebook:merge-cell-above", "notebook:merge-cell-below", "editmenu:clear-current", "editmenu:clear-all"),
    *("documentsearch:start", "documentsearch:startWithReplace"),
    *("documentsearch:highlightNext", "documentsearch:highlightPrevious"),
    # View
    *("toc:toggle-panel", "notebook:toggle-full-width", "viewmenu:line-numbering"),
    *("notebook:hide-cell-code", "notebook:hide-cell-outputs", "notebook:show-cell-code", "notebook:show-cell-outputs"),
    *("notebook:hide-all-cell-code", "notebook:hide-all-cell-outputs"),
    *("notebook:show-all-cell-code", "notebook:show-all-cell-outputs"),
    # Run
    *("runmenu:run", "notebook:run-cell-and-insert-below", "notebook:run-cell", "notebook:run-all-above"),
    *("notebook:run-all-below", "notebook:render-all-markdown", "runmenu:run-all", "runmenu:restart-and-run-all"),
    "jp-runmenu-change-cell-type",
    # Kernel
    *("kernelmenu:interrupt", "kernelmenu:restart", "kernelmenu:restart-and-clear"),
    "notebook:restart-and-run-to-selected",
    # Settings, Help
    *("jp-mainmenu-settings-apputilstheme", "fileeditor:toggle-autoclosing-brackets-universal"),
    "apputils:display-shortcuts",
}
# Not in the menu of a cell.
NOT_OF_A_CELL = {
    *("notebook:create-output-view", "notebook:create-console", "notebook:create-subshell-console"),
    *("inspector:toggle", "logconsole:open", "mathjax:clipboard", "mathjax:scale"),
}
# Of the shortcuts that are for the whole page: panels, tabs and other files are not on it.
PAGE = ("body", ".jp-Activity")
SHORTCUTS_KEPT = {"docmanager:save", "apputils:display-shortcuts", "apputils:print", "toc:show-panel"}
# Parts of the app that put more into its menus than the schemas say: links to other sites, files that are not lessons.
PARTS_LEFT_OUT = [
    "@jupyterlab/help-extension:resources",
    "@jupyterlab/mainmenu-extension:recents",
    "@jupyterlab/apputils-extension:licenses-plugin",
    "@jupyterlite/application-extension:about",
    "@jupyter-notebook/application-extension:sidepanel",
]


def leave_out(schema: dict) -> None:
    """Take out of the schema of one of the app's plugins what is not wanted of its menus and shortcuts."""
    menus = schema.get("jupyter.lab.menus", {})
    for menu in menus.get("main", []):
        menu["items"] = [item for item in menu.get("items", []) if _name(item) in KEPT | {None}]
    menus["context"] = [item for item in menus.get("context", []) if _name(item) not in NOT_OF_A_CELL]
    schema["jupyter.lab.shortcuts"] = [
        shortcut
        for shortcut in schema.get("jupyter.lab.shortcuts", [])
        if shortcut["selector"] not in PAGE or shortcut["command"] in SHORTCUTS_KEPT
    ]


def _name(item: dict) -> str | None:
    """Of a command or a submenu; None for a line between items."""
    return item.get("command") or item.get("submenu", {}).get("id")
