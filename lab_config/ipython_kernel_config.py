"""For every kernel of the Python that the course is installed in; the package puts it in its etc/ipython.

It is read before the notebook's folder is on the path, so that a helpers.py there does not take the course's place.
"""

c = get_config()  # noqa: F821 - IPython defines it

c.InteractiveShellApp.extensions.append("helpers.kernel")

import helpers.kernel  # noqa: E402, F401
