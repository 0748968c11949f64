"""What download.py runs in a process of its own: `python fetch.py [seconds, job, …]`, the list as JSON.

It ends with code 1 and a line on stderr when something goes wrong.
"""

import faulthandler
import json
import sys
from pathlib import Path

DONE = "done"  # the folder, in the one given, in which the files arrive


def probe(address: str) -> None:
    """Raise an error of `requests` when the server does not answer in 3 seconds; whatever it answers will do."""
    import requests

    requests.head(address, timeout=3, allow_redirects=True)


def download(folder: str, wanted: dict[str, list]) -> None:
    """Download the files at these addresses. wanted: address → [size in bytes, SHA-256]."""
    import tensorflow_datasets as tfds
    from tensorflow_datasets.core.download import checksums, downloader

    downloader.MAX_RETRIES = 3  # 10 take over three minutes
    tfds.disable_progress_bar()
    expected = {
        url: checksums.UrlInfo(size=size, checksum=sha256, filename=None) for url, (size, sha256) in wanted.items()
    }
    manager = tfds.download.DownloadManager(
        download_dir=Path(folder, "new"), url_infos=expected, force_checksums_validation=True
    )
    done = Path(folder, DONE)
    done.mkdir()
    for url in sorted(wanted, key=lambda url: wanted[url][0]):  # one by one: a network that wants a login shows at once
        manager.download(url).replace(done / url.rpartition("/")[2])


def main() -> None:
    seconds, job, *arguments = json.loads(sys.argv[1])
    faulthandler.dump_traceback_later(seconds + 5, exit=True)  # for when the kernel, which stops this, was killed
    try:
        {"probe": probe, "download": download}[job](*arguments)
    except Exception as error:
        said = str(error).strip().partition("\n")[0][:200].rstrip(".:")
        sys.exit(type(error).__name__ + (f": {said}" if job == "download" else ""))


if __name__ == "__main__":
    main()
