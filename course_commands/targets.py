"""The computers that a kit is for: a platform, in pip's words, and a version of Python."""

import platform
import re
import sys
import sysconfig
from dataclasses import dataclass

from course_commands.words import Problem

NAMED = {"windows": "win_amd64", "macos": "macosx_14_0_arm64", "linux": "manylinux_2_28_x86_64"}
KNOWN = re.compile(r"(win|macosx_\d+_\d+|manylinux_2_\d+|musllinux_1_\d+)_(amd64|arm64|x86_64|aarch64)")
SYSTEMS = {"win": ("win32", "nt", "Windows"), "macosx": ("darwin", "posix", "Darwin")}
LINUX = ("linux", "posix", "Linux")


@dataclass(frozen=True)
class Target:
    """One kind of computer. platform: "windows", "macos", "linux" or a tag such as "win_amd64"; python: "3.13"."""

    platform: str
    python: str

    def __post_init__(self):
        object.__setattr__(self, "platform", NAMED.get(self.platform, self.platform))
        if not KNOWN.fullmatch(self.platform):
            raise Problem(
                "--platform {platform}: pip has no such platform; give one of {names}, or a tag such as win_amd64",
                platform=self.platform,
                names=", ".join(NAMED),
            )
        if not re.fullmatch(r"3\.\d+", self.python) or int(self.python[2:]) < 11:
            raise Problem(
                "--python {python}: give a version such as 3.13; the course needs 3.11 or newer", python=self.python
            )

    def tags(self) -> list[str]:
        """The platform tags of all wheels that such a computer can use, best first.

        pip works out the older ones by itself for macOS alone.
        """
        found = re.fullmatch(r"(many|musl)linux_(\d)_(\d+)_(\w+)", self.platform)
        if not found:
            return [self.platform]
        kind, major, newest, machine = found.groups()
        tags = [f"{kind}linux_{major}_{minor}_{machine}" for minor in range(int(newest), -1, -1)]
        return [*tags, f"manylinux2014_{machine}"] if kind == "many" and int(newest) >= 17 else tags

    def markers(self) -> dict[str, str]:
        """The values of the environment markers of requirements there (PEP 508)."""
        kind, machine = re.match(r"[a-z]+", self.platform)[0], KNOWN.fullmatch(self.platform)[2]
        sys_platform, os_name, system = SYSTEMS.get(kind, LINUX)
        return {
            "implementation_name": "cpython",
            "os_name": os_name,
            "platform_machine": machine.upper() if kind == "win" else machine,
            "platform_python_implementation": "CPython",
            "platform_system": system,
            "python_full_version": f"{self.python}.0",
            "python_version": self.python,
            "sys_platform": sys_platform,
        }


def this_platform() -> str:
    """The tag of the newest wheels that this computer can use."""
    machine = platform.machine()
    if sys.platform == "win32":
        return sysconfig.get_platform().replace("-", "_")
    if sys.platform == "darwin":
        return f"macosx_{platform.mac_ver()[0].split('.')[0]}_0_{machine}"
    libc, version = platform.libc_ver()
    return f"manylinux_{version.replace('.', '_')}_{machine}" if libc == "glibc" else f"musllinux_1_2_{machine}"


def this_python() -> str:
    """The version of the Python that runs now, such as "3.13"."""
    return "{}.{}".format(*sys.version_info)
