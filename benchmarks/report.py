"""The targets, and the tables that show the figures beside them."""

from statistics import median

# Shares of the usual way's time, for the same figure and for the lessons' sliders.
SAME = {"src": 0.35, "paint": 0.55, "kernel": 1 / 8}
SLIDER = {"src": 0.6, "paint": 0.75}
KERNEL_MS = 20
LESSON = {"first_cell": ("s", 1.5), "run_all": ("s", 15), "kernel_memory": ("MB", 200)}  # unit, target
LOADING = {"seconds": ("s", 0.5), "megabytes": ("MB", 70)}
# An epoch's time by batch size: how many times ours the others' is at least, and how many times the bare limit ours is.
FASTER = {"torch": {10: 5, 32: 3, 128: 1.2}, "sklearn": {32: 1.5}}
TRAINED = {"ours": "ours", "torch": "PyTorch", "sklearn": "scikit-learn", "bare": "bare limit"}
BARE, ENOUGH_S = {128: 2}, 2
PLAYGROUND = {  # what, its unit, its target
    "epochs": ("default, playing", "epochs/s", 450),
    "pictures": ("default, playing", "pictures/s", 15),
    "alone": ("default, without pictures", "epochs/s", None),
    "spiral": ("spiral, from Play until solved (median of five seeds)", "s", 1.5),
    "spiral_alone": ("spiral, without pictures", "s", None),
    "default": ("an epoch and its picture, default", "ms", 25),
    "spiral_picture": ("an epoch and its picture, spiral 8-8", "ms", 25),
    "largest": ("an epoch and its picture, six layers of 8", "ms", None),
    "answer": ("from a change while it plays to its picture, slowest control", "s", 0.1),
    "growth": ("memory, five minutes of playing with every control moved", "MB", 20),
}
AT_LEAST = ("epochs", "pictures", "cockpit_pictures")
SITE = {  # what, its unit, its target
    "first_megabytes": ("first visit, over the wire", "MB", 22),
    "first_seconds": ("first visit, to the first live figure", "s", 12),
    "second_megabytes": ("second visit, over the wire", "MB", 0),
    "second_seconds": ("second visit, to the first live figure", "s", 7),
    "slider": ("key press on a slider → new picture in the page", "ms", 60),
    "training": ("run all of lesson 07", "s", 20),
    "overfitting": ("run all of lesson 08", "s", 30),
    "cockpit_pictures": ("cockpit", "pictures/s", 10),
    "stop": ("cockpit, until it has stopped", "ms", 200),
    "pictures": ("playground, playing", "pictures/s", 15),
    "epochs": ("playground, playing", "epochs/s", 300),
    "memory": ("memory of the tab", "MB", 600),
}
REST = {
    "import": ("s", None),
    "growth": ("MB", 5),
    "build_all": ("s", 180),
    "build_word": ("s", 2),
    "build_exercise": ("s", 15),
}
NAMES = {
    "src": "key press → new picture in the page",
    "paint": "key press → painted",
    "kernel": "one frame in Python alone",
    "lag": "burst: last press → last picture",
    "pictures": "burst: pictures seen",
    "lost": "presses lost",
    "right": "burst: the last picture is right",
    "import": "import helpers",
    "first_cell": "import and first cell",
    "run_all": "start kernel, run all cells",
    "kernel_memory": "kernel's memory then",
    "growth": "growth over 10,000 events",
    "seconds": "load {name}, training and test",
    "megabytes": "memory that {name} takes",
    "batch": "a batch of 32 random images",
    "network": "load the trained network",
    "forward": "10,000 images through it",
    "build_all": "build the notebooks from nothing",
    "build_word": "build them after one word of prose has changed",
    "build_exercise": "build them after an exercise of one lesson has changed",
}


def tables(results: dict) -> str:
    """All tables for what was measured; a figure that misses its target has ✗ after it."""
    made = []
    if "kernel" in results or "browser" in results:
        made += [_same(results), _controls(results)]
    if "start" in results:
        made.append(_lessons(results["start"]["lessons"]))
    if "data" in results:
        made.append(_data(results["data"]))
    if "training" in results:
        made += [_epochs(results["training"]), _enough(results["training"])]
    if "playground" in results:
        made.append(_playground(results["playground"]))
    if "site" in results:
        made.append(_site(results["site"]))
    made.append(_rest(results))
    return "\n\n".join(filter(None, made)) + "\n\n✗: misses its target\n"


def _same(results: dict) -> str:
    rows = []
    browser, kernel = results.get("browser"), results.get("kernel")
    timed = {}
    if browser:
        timed |= {
            name: (browser["same"]["usual"][name], browser["same"]["ours"][name]) for name in ("src", "paint", "lag")
        }
    if kernel:
        timed["kernel"] = (kernel["usual"], kernel["same"])
    for name, (usual, ours) in timed.items():
        target = SAME.get(name)
        rows.append(
            [
                NAMES[name],
                f"{usual:.1f} ms",
                f"{ours:.1f} ms",
                _marked(f"{ours / usual:.2f}", target is None or ours / usual <= target),
                f"≤ {target:.3g}" if target else "",
            ]
        )
    if browser:
        usual, ours = browser["same"]["usual"], browser["same"]["ours"]
        rows.append([NAMES["pictures"], usual["pictures"], ours["pictures"], "", ""])
        rows.append([NAMES["lost"], usual["lost"], _marked(ours["lost"], not ours["lost"]), "", "0"])
        rows.append([NAMES["right"], "", _yes(ours["right"]), "", "yes"])
    return _table("THE SAME FIGURE", ["", "usual way", "ours", "ratio", "target"], rows)


def _controls(results: dict) -> str:
    browser, kernel = results.get("browser"), results.get("kernel")
    heads, targets = ["lesson/figure: control"], ["target"]
    if kernel:
        heads.append("kernel ms")
        targets.append(f"≤ {KERNEL_MS}")
    if browser:
        heads += ["src ms", "ratio", "paint ms", "ratio", "lag ms", "lost", "right"]
        targets += ["", f"≤ {SLIDER['src']}", "", f"≤ {SLIDER['paint']}", "", "0", "yes"]
    rows = [targets, _usual_row(browser, kernel)]
    for name in (kernel or browser)["controls"]:
        row = [name]
        if kernel:
            row.append(_marked(f"{kernel['controls'][name]:.1f}", kernel["controls"][name] <= KERNEL_MS))
        if browser and name not in browser["controls"]:  # a list to choose from
            row += [""] * 7
        elif browser:
            usual, ours = browser["controls"][name]["usual"], browser["controls"][name]["ours"]
            for part, target in SLIDER.items():
                ratio = ours[part] / usual[part]
                row += [f"{ours[part]:.1f}", _marked(f"{ratio:.2f}", ratio <= target)]
            row += [f"{ours['lag']:.1f}", _marked(ours["lost"], not ours["lost"]), _yes(ours["right"])]
        rows.append(row)
    return _table(
        "THE LESSONS' CONTROLS (each pressed in turn with the usual way's figure; ratios are to that)", heads, rows
    )


def _usual_row(browser: dict | None, kernel: dict | None) -> list[str]:
    """The usual way's own times: when they are far from those of the first table, other work disturbed this run."""
    row = ["usual way's figure (median)"]
    if kernel:
        row.append(f"{kernel['usual']:.1f}  ")
    if browser:
        for part in SLIDER:
            row += [f"{median(both['usual'][part] for both in browser['controls'].values()):.1f}", ""]
        row += ["", "", ""]
    return row


def _lessons(lessons: dict) -> str:
    rows = [["target", *(f"≤ {target} {unit}  " for unit, target in LESSON.values())]]
    rows += [[number, *(_shown(lesson[name], *LESSON[name]) for name in LESSON)] for number, lesson in lessons.items()]
    return _table("START OF EACH LESSON", ["lesson", *(NAMES[name] for name in LESSON)], rows)


def _data(found: dict) -> str:
    rows = []
    for name, ways in found["loading"].items():
        for part, (unit, target) in LOADING.items():
            usual, ours = ([seen[part] for seen in ways[way]] for way in ("usual", "ours"))
            marked = _marked(_spread(ours, unit), median(ours) <= target)
            rows.append([NAMES[part].format(name=name), _spread(usual, unit), marked, f"≤ {target} {unit}"])
    rows.append([NAMES["batch"], *(f"{found['batch'][way]:.3f} ms  " for way in ("usual", "ours")), ""])
    rows += [[NAMES[name], "", f"{found[name]:.1f} ms  ", ""] for name in ("network", "forward")]
    return _table(
        "DATA (each time in a new process, median, least and most; the usual way holds all images as float32)",
        ["", "usual way", "ours", "target"],
        rows,
    )


def _spread(values: list[float], unit: str) -> str:
    digits = 2 if unit == "s" else 1
    return f"{median(values):.{digits}f} {unit} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def _epochs(found: dict) -> str:
    rows = []
    for case, times in found["epoch"].items():
        rule, size = case.split()
        row = [f"batches of {size}, {rule}", *(f"{times[name]:.3f} s" if name in times else "" for name in TRAINED)]
        for name, targets in FASTER.items():
            target = targets.get(int(size), 0)
            ratio = times[name] / times["ours"] if name in times else None
            row.append(_marked(f"{ratio:.2f}", ratio >= target) if ratio else "")
            row.append(f"≥ {target}" if target else "")
        ratio, target = times["ours"] / times["bare"], BARE.get(int(size))
        row += [_marked(f"{ratio:.2f}", not target or ratio <= target), f"≤ {target}" if target else ""]
        rows.append(row)
    heads = [
        "",
        *TRAINED.values(),
        "PyTorch / ours",
        "target",
        "scikit-learn / ours",
        "target",
        "ours / bare",
        "target",
    ]
    table = _table("ONE EPOCH of 784–16–16–10 on 60,000 images (best of 3, with 1 or 2 threads)", heads, rows)
    left_out = [f"{TRAINED[name]} is not installed: left out." for name in found["missing"]]
    return "\n".join([table, *left_out])


def _enough(found: dict) -> str:
    rows = []
    for name, way in found["enough"].items():
        seconds = "never" if way["seconds"] is None else f"{way['seconds']:.2f} s"
        met = name != "ours" or (way["seconds"] or ENOUGH_S + 1) <= ENOUGH_S
        memory = f"{found['memory'][name]:.0f} MB"
        rows.append([TRAINED[name], _marked(seconds, met), way["epochs"] or "", memory])
    rows.insert(0, ["target, ours", f"≤ {ENOUGH_S} s  ", "", ""])
    return _table("UNTIL 95 % OF THE TEST IMAGES are recognised", ["", "learning", "epochs", "memory"], rows)


def _playground(found: dict) -> str:
    values = found | found["playing"] | found["picture"] | {"spiral": found["spiral"]}
    values |= {"spiral_picture": found["picture"]["spiral"], "answer": max(found["answers"].values())}
    rows = []
    for name, (what, unit, target) in PLAYGROUND.items():
        value, at_least = values[name], name in AT_LEAST
        met = target is None or (value >= target if at_least else value <= target)
        shown = (
            f"{value:.2f} {unit}"
            if unit == "s"
            else f"{value:.0f} {unit}"
            if at_least or name == "alone"
            else f"{value:.1f} {unit}"
        )
        rows.append([what, _marked(shown, met), f"{'≥' if at_least else '≤'} {target} {unit}" if target else ""])
    return _table("THE PLAYGROUND", ["", "ours", "target"], rows)


def _site(found: dict) -> str:
    cockpit = {"cockpit_pictures": found["cockpit"]["pictures"], "stop": found["cockpit"]["stop"]}
    values = found | found["playground"] | cockpit
    rows = []
    for name, (what, unit, target) in SITE.items():
        at_least = name in AT_LEAST
        met = values[name] >= target if at_least else values[name] <= target
        rows.append([what, _marked(f"{values[name]:.1f} {unit}", met), f"{'≥' if at_least else '≤'} {target} {unit}"])
    return _table("THE BROWSER EDITION", ["", "ours", "target"], rows)


def _rest(results: dict) -> str:
    found = results.get("start", {}) | results.get("kernel", {}) | results.get("build", {})
    rows = [
        [NAMES[name], _shown(found[name], unit, target), f"≤ {target} {unit}" if target else ""]
        for name, (unit, target) in REST.items()
        if name in found
    ]
    return _table("IMPORT, MEMORY, BUILD", ["", "ours", "target"], rows) if rows else ""


def _shown(value: float, unit: str, target: float | None) -> str:
    return _marked(f"{value:.{2 if unit == 's' else 1}f} {unit}", target is None or value <= target)


def _marked(text, met: bool) -> str:
    return f"{text}  " if met else f"{text} ✗"


def _yes(right: bool) -> str:
    return _marked("yes" if right else "no", right)


def _table(title: str, heads: list[str], rows: list[list]) -> str:
    lines = [[str(cell) for cell in row] for row in [heads, *rows]]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["─" * width for width in widths])
    text = [
        "  ".join([line[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(line[1:], widths[1:], strict=True))])
        for line in lines
    ]
    return "\n".join([title, *(line.rstrip() for line in text)])
