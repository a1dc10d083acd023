"""The keys: a new one while the program runs, where each is still in use, and all of them on paper."""

import base64
import hashlib
import json
import re
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from kinroad.config.environment import data_folder, keys_folder
from kinroad.config.house import mark_of_keys, name_of_keys, refuse
from kinroad.core import resealing
from kinroad.core.seal import make_keys, make_next_key, newest_key, sealing_keys, write_key

LONGEST_WORK = 60 * 60  # seconds: a task may have begun before the new key, and still write with the old one
A_MINUTE_OF_ROWS = 20_000  # rows the worker seals again between two other rounds
RETIRED = "retired"


def rotate() -> int:
    """Make the next sealing key and seal everything with it. Others may go on working, and the worker may finish it."""
    number = make_next_key(keys_folder())
    print(f"Key {number} seals from now on. Print the keys again: `kinroad keys sheet`.", flush=True)
    return carry_on()


def carry_on() -> int:
    """Seal again what older keys sealed, and say how far it is."""
    values = 0
    for model, values in resealing.seal_again():
        print(f"\r  {model._meta.verbose_name}: {values} values", end="", flush=True)
    print()
    mark_as_done()
    return status()


def status() -> int:
    """Say which key seals, and what each older one still keeps. 1 while something waits."""
    used = in_use()
    for number in sorted(sealing_keys(keys_folder())):
        says = "seals now" if number == newest_key() else "only opens" if used[number] else "is used by nothing"
        print(f"Key {number} {says}: {used[number]} values")
    waiting = sum(many for number, many in used.items() if number < newest_key())
    if waiting:
        print(f"{waiting} values wait. The worker seals them again; `kinroad keys rotate --go-on` does it now.")
    return 1 if waiting else 0


def in_use() -> Counter[int]:
    used: Counter[int] = Counter()
    for model in resealing.sealed_models():
        used += resealing.sealed_by(model)
    return used


def retire() -> int:
    """Put the keys that nothing uses any more into the folder `retired`: only older backups still need them."""
    used, folder = in_use(), keys_folder()
    old = {number: path for number, path in sealing_keys(folder).items() if number < newest_key()}
    if not old:
        refuse("There is only the key that seals now.")
    if kept := [number for number in old if used[number]]:
        refuse(f"Key {min(kept)} still keeps {used[min(kept)]} values. `kinroad keys rotate --go-on` seals them again.")
    age = time.time() - sealing_keys(folder)[newest_key()].stat().st_mtime
    if age < LONGEST_WORK:
        minutes = int((LONGEST_WORK - age) / 60) + 1
        refuse(f"Work that began before the new key may still write with the old one. Try again in {minutes} minutes.")
    (folder / RETIRED).mkdir(mode=0o700, exist_ok=True)
    for path in old.values():
        path.rename(folder / RETIRED / path.name)
        print(f"{path.name} is in {folder / RETIRED}. Backups made before today are sealed with it: delete it")
        print("when the last of them has been deleted.")
    return 0


def bring_back(numbers: list[int]) -> None:
    """Take retired keys back that an older backup needs."""
    for number in numbers:
        path = keys_folder() / f"seal-{number}.key"
        if not path.exists() and (keys_folder() / RETIRED / path.name).exists():
            (keys_folder() / RETIRED / path.name).rename(path)


# What the worker does: it asks a small file whether anything waits, so that no table is read for nothing.


def done_file() -> Path:
    return data_folder() / "sealed-again"


def mark_as_done() -> None:
    done_file().write_text(json.dumps({"key": newest_key(), "at": datetime.now(UTC).isoformat()}))


def go_on_sealing() -> None:
    """A bounded piece of the work that a new key left."""
    if newest_key() == 1:
        return
    try:
        done = json.loads(done_file().read_text())["key"]
    except (OSError, ValueError, KeyError):
        done = 0
    if done == newest_key():
        return
    number, left = newest_key(), False
    for model, _values in resealing.seal_again(most=A_MINUTE_OF_ROWS):
        left = model is not None
    if not left and number == newest_key():
        mark_as_done()


# On paper. A line: the key's name, its 32 bytes in base32, and a checksum that finds a letter misread.


def sheet() -> int:
    """Print every key so that it can be kept on paper: as lines to type, and as a picture to scan."""
    lines = [line_of(path) for path in every_key()]
    print(f"Keys of {data_folder().name}, {datetime.now(UTC):%Y-%m-%d}, known as {name_of_keys(keys_folder())}")
    print("Whoever holds this sheet and a backup can read everything. Keep it in a safe, apart from every backup.")
    print("To use it, type the lines below into a file: `kinroad keys from-sheet FILE`. 0, 1 and 8 do not occur.\n")
    print("\n".join(lines))
    import qrcode

    picture = qrcode.QRCode(border=2)
    picture.add_data("\n".join(lines))
    print()
    picture.print_ascii(out=sys.stdout, invert=False)
    return 0


def every_key() -> list[Path]:
    """Those in use, and those that only older backups still need."""
    return sorted([*keys_folder().glob("*.key"), *(keys_folder() / RETIRED).glob("*.key")], key=lambda path: path.name)


def line_of(path: Path) -> str:
    letters = base64.b32encode(path.read_bytes()).decode().rstrip("=")
    groups = [letters[start : start + 4] for start in range(0, len(letters), 4)]
    return f"{path.stem}  {' '.join(groups)}  {check_of(path.stem, path.read_bytes())}"


def check_of(name: str, key: bytes) -> str:
    return base64.b32encode(hashlib.sha256(b"kinroad sheet\0" + name.encode() + b"\0" + key).digest()).decode()[:4]


def from_sheet(source: str) -> int:
    """Write the keys of a sheet into the folder of keys. One that is there already must be the same."""
    told = read_sheet(sys.stdin.read() if source == "-" else Path(source).read_text())
    folder, data = keys_folder(), data_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, key in told.items():
        path = folder / f"{name}.key"
        if path.exists() and path.read_bytes() != key:
            refuse(f"{path} is there already, and is another key. Nothing was written over it.")
        if not path.exists():
            write_key(path, key)
    make_keys(folder)
    mark = mark_of_keys(data)
    if mark.exists() and mark.read_text().strip() != name_of_keys(folder):
        refuse(f"These keys are written, but they are not the ones that sealed {data}.")
    print(f"{len(told)} keys are in {folder}, known as {name_of_keys(folder)}.")
    return 0


def read_sheet(words: str) -> dict[str, bytes]:
    """The keys that stand on a sheet, by name. Whatever else stands there is passed over."""
    told: dict[str, bytes] = {}
    for line in words.splitlines():
        found = re.fullmatch(r"\s*([a-z]+(?:-\d+)?)((?:\s+[A-Z2-7018]{1,4}){13})\s+([A-Z2-7018]{4})\s*", line, re.I)
        if not found:
            continue
        name = found[1].lower()
        letters, check = (re.sub(r"\s", "", part).upper().translate(MISREAD) for part in (found[2], found[3]))
        key = base64.b32decode(letters + "=" * (-len(letters) % 8)) if len(letters) == 52 else b""
        if check_of(name, key) != check:
            refuse(f"The line of {name} was not read right. Compare it with the sheet, letter by letter.")
        told[name] = key
    begun = {name.partition("-")[0] for name in told}
    if not {"search", "backup", "seal", "audit"} <= begun:
        refuse(
            "This is not a whole sheet: the lines of `search`, `backup`, each `seal` and each `audit` must be there."
        )
    return told


MISREAD = str.maketrans("018", "OIB")
