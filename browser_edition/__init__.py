"""The browser edition: the whole course as one folder of files, for a person with nothing but a browser.

`python course.py site` (`python -m browser_edition`) makes `site/`, which any web server can hand out from any address:

- `sources.toml`, `wheels.lock`, `tools.lock`: all that is downloaded, with its hashes; `downloads.py` gets it;
- `steps.py`: what is built is kept in `.build/site`, and built again only when something it is made of has changed;
- `packages.py`: Pyodide (Python in the browser) and the packages of the kernel, only what the course needs, compiled;
- `data.py`: the images of digits and clothes, a file for each set;
- `lite.py`: the live app, JupyterLite's single notebook, with the lessons in all languages;
- `menus.py`, `app_words.py`, `jupyterlab.*.po`: which menus and shortcuts that app has, and its words in the languages of the lessons;
- `pages/`: the pages to read, the first page, the licences; `words.*.po`: their words in other languages;
- `kernel/`: what of ours runs in the kernel there.
"""
