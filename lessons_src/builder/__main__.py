"""`python -m lessons_src.builder`: build the notebooks; with --check, only say what is not as it would be built."""

import argparse
import sys
from pathlib import Path

from lessons_src.builder.series import OURS, Series, SourceError


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m lessons_src.builder", description=__doc__)
    parser.add_argument(
        "chosen", nargs="*", help="only these lessons, by the start of their folders' names (default: all)"
    )
    parser.add_argument(
        "--lessons", type=Path, default=OURS.lessons, help="a folder of lessons (default: the course's)"
    )
    parser.add_argument("--into", type=Path, help="where the notebooks go (default: notebooks/ beside the lessons)")
    parser.add_argument("--check", action="store_true", help="change nothing; fail when notebooks and sources disagree")
    parser.add_argument("--force", action="store_true", help="run every notebook again, changed or not")
    arguments = parser.parse_args()

    lessons = arguments.lessons.resolve()
    series = Series(lessons, arguments.into.resolve() if arguments.into else lessons.parent / "notebooks")
    chosen = tuple(arguments.chosen) or ("",)
    places = [place for place in series.places if place.path.name.startswith(chosen)]
    if not places:
        print(f"no lesson begins with {' or '.join(chosen)}", file=sys.stderr)
        return 2

    if arguments.check:
        from lessons_src.builder.checking import disagreements

        found = disagreements(series, places)
        print(
            "\n".join(
                [*found, "run `make notebooks` and commit the result"] if found else ["notebooks and sources agree"]
            )
        )
        return 1 if found else 0

    from lessons_src.builder.building import build

    notebooks, ran = build(series, places, arguments.force)
    print(f"{notebooks} notebooks are up to date; {ran} of them had to be run")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SourceError as error:
        sys.exit(str(error))
