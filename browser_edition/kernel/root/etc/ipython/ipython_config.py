"""IPython's settings in the browser edition; the kernel there is an "ipython" to it."""

c = get_config()  # noqa: F821 - IPython defines it

c.InteractiveShellApp.extensions = ["browser_kernel", "helpers.kernel"]
