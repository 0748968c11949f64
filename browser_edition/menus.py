"""The menus of the live app: what a lesson needs. The rest of what JupyterLab brings would lead to pages that the site has not."""

# For each menu its commands and submenus, those that stay.
KEPT = {
    "jp-mainmenu-file": ["docmanager:save", "docmanager:download", "jp-mainmenu-file-notebookexport"],
    "jp-mainmenu-edit": [
        *("editmenu:undo", "editmenu:redo", "notebook:undo-cell-action", "notebook:redo-cell-action"),
        *("notebook:cut-cell", "notebook:copy-cell", "notebook:paste-cell-below", "notebook:paste-cell-above"),
        *("notebook:delete-cell", "notebook:select-all", "notebook:deselect-all"),
        *("notebook:move-cell-up", "notebook:move-cell-down", "notebook:split-cell-at-cursor"),
        *("notebook:merge-cell-above", "notebook:merge-cell-below", "editmenu:clear-current", "editmenu:clear-all"),
        *("documentsearch:start", "documentsearch:startWithReplace"),
        *("documentsearch:highlightNext", "documentsearch:highlightPrevious"),
    ],
    "jp-mainmenu-view": [
        *("toc:toggle-panel", "notebook:toggle-full-width", "viewmenu:line-numbering", "viewmenu:word-wrap"),
        *(
            "notebook:hide-cell-code",
            "notebook:hide-cell-outputs",
            "notebook:show-cell-code",
            "notebook:show-cell-outputs",
        ),
        *("notebook:hide-all-cell-code", "notebook:hide-all-cell-outputs"),
        *("notebook:show-all-cell-code", "notebook:show-all-cell-outputs"),
    ],
    "jp-mainmenu-run": [
        *("runmenu:run", "notebook:run-cell-and-insert-below", "notebook:run-cell", "notebook:run-all-above"),
        *("notebook:run-all-below", "notebook:render-all-markdown", "runmenu:run-all", "runmenu:restart-and-run-all"),
        "jp-runmenu-change-cell-type",
    ],
    "jp-mainmenu-kernel": [
        *("kernelmenu:interrupt", "kernelmenu:restart", "kernelmenu:restart-and-clear"),
        *("notebook:restart-and-run-to-selected", "runmenu:restart-and-run-all"),
    ],
    "jp-mainmenu-settings": ["jp-mainmenu-settings-apputilstheme", "fileeditor:toggle-autoclosing-brackets-universal"],
    "jp-mainmenu-help": ["apputils:display-shortcuts"],
}
# Parts of the app that put more into them, of which no setting knows: links to other sites, files that are not lessons, and
# a button that clears the browser of all work.
PARTS_LEFT_OUT = [
    "@jupyterlab/help-extension:resources",
    "@jupyterlab/help-extension:jupyter-forum",
    "@jupyterlab/mainmenu-extension:recents",
    "@jupyterlab/apputils-extension:licenses-plugin",
    "@jupyterlite/application-extension:about",
    "@jupyterlite/application-extension:clear-browser-data",
]


def menus(schemas: list[dict]) -> list[dict]:
    """The setting "menus" that takes away what is not in `KEPT`. schemas: of the app's plugins, as JupyterLab keeps them."""
    brought = [menu for plugin in schemas for menu in plugin["schema"].get("jupyter.lab.menus", {}).get("main", [])]
    items = {name: [item for menu in brought if menu["id"] == name for item in menu.get("items", [])] for name in KEPT}
    return [{"id": name, "items": [_without(item) for item in items[name] if not _stays(name, item)]} for name in KEPT]


def _stays(menu: str, item: dict) -> bool:
    name = item.get("command") or item.get("submenu", {}).get("id")
    return name is None or name in KEPT[menu]  # without a name: a line between items


def _without(item: dict) -> dict:
    if "submenu" in item:
        return {"type": "submenu", "submenu": {"id": item["submenu"]["id"]}, "disabled": True}
    return {name: item[name] for name in ("command", "args") if name in item} | {"disabled": True}
