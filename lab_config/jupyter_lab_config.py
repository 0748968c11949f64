"""JupyterLab's server settings for `make lab`."""

from helpers.lessons import without_live_views

c = get_config()  # noqa: F821 - Jupyter defines it

# The server listens on this computer only; inside a container or on Binder it runs as root.
c.ServerApp.allow_root = True

# A stored live view has no kernel behind it when the notebook is opened again, and JupyterLab
# then shows "model not found" instead of the stored picture: do not store the view.
c.FileContentsManager.pre_save_hook = lambda model, **_: without_live_views(model)
