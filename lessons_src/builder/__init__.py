"""Builds the notebooks from the lessons' sources: a folder of lessons in, their editions out.

One MyST Markdown file a lesson holds all its languages; out of it come two notebooks a language, for students and
for teachers.

- `series.py`: the lessons of a folder, their places and languages, and where their editions go;
- `source.py`: reads a lesson file and checks it;
- `comments.py`: the comments and docstrings of its code, and their translations;
- `words.py`: the catalogues of translations, kept up to date with the code;
- `glossary.py`: the words that each lesson introduces, all of them in one lesson, and the links to them;
- `editions.py`: makes one edition, not yet run;
- `formats.py`: Jupytext and nbformat, quick to load;
- `execution.py`, `watching.py`: run it, and see which files it reads;
- `records.py`: what each edition was built from, kept in `.build/` beside the notebooks;
- `building.py`: builds what changed; `checking.py`: says what is not as it would be built;
- `__main__.py`: the command.
"""
