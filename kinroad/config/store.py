"""Where backups are kept: a folder, or a bucket of a store that speaks S3. Both hold sealed files under names."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast
from urllib.parse import urlsplit

from kinroad.config.house import refuse


class Store(Protocol):
    """What a store of backups can do. Names look like `2026-11-22T210000Z/database.sealed`."""

    def writing(self, name: str) -> AbstractContextManager[BinaryIO]:
        """A file to write. It stands under its name only once the block ended well."""

    def reading(self, name: str) -> AbstractContextManager[BinaryIO]:
        """A file to read. Raises FileNotFoundError."""

    def names(self) -> list[str]:
        """Every name there is."""

    def remove(self, names: list[str]) -> None:
        """Take these away; what is gone already is no trouble."""


def store_of(address: str) -> Store:
    """The store at `s3://bucket/prefix`, or the folder of that name."""
    if address.startswith("s3://"):
        return Bucket(address)
    return Folder(Path(address).resolve())


class Folder:
    """A folder, best on another disk."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        path = self.path / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = path.with_name(f".{path.name}.half")
        try:
            with half.open("wb") as file:
                half.chmod(0o600)
                yield file
                file.flush()
                os.fsync(file.fileno())
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)

    @contextmanager
    def reading(self, name: str) -> Iterator[BinaryIO]:
        with (self.path / name).open("rb") as file:
            yield file

    def names(self) -> list[str]:
        return sorted(
            str(path.relative_to(self.path))
            for path in self.path.rglob("*")
            if path.is_file() and not path.name.startswith(".")
        )

    def remove(self, names: list[str]) -> None:
        for name in names:
            (self.path / name).unlink(missing_ok=True)
            with suppress(OSError):  # something else stands in that folder
                (self.path / name).parent.rmdir()


class Bucket:
    """A bucket. Who we are and which host it is, boto3 reads from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,
    AWS_ENDPOINT_URL_S3 and its other settings."""

    def __init__(self, address: str) -> None:
        try:
            import boto3
        except ImportError:
            refuse("For a store that speaks S3 install boto3: pip install 'kinroad[s3]'.")
        parts = urlsplit(address)
        self.bucket, self.prefix = parts.netloc, parts.path.strip("/")
        self.client: Any = boto3.client("s3")

    def key(self, name: str) -> str:
        return f"{self.prefix}/{name}" if self.prefix else name

    @contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        with tempfile.TemporaryFile() as file:  # sealed already; a bucket wants to know how long it is
            yield cast(BinaryIO, file)
            file.seek(0)
            self.client.upload_fileobj(file, self.bucket, self.key(name))

    @contextmanager
    def reading(self, name: str) -> Iterator[BinaryIO]:
        try:
            body = self.client.get_object(Bucket=self.bucket, Key=self.key(name))["Body"]
        except self.client.exceptions.NoSuchKey:
            raise FileNotFoundError(name) from None
        with body:
            yield body

    def names(self) -> list[str]:
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=self.key(""))
        beyond = len(self.prefix) + 1 if self.prefix else 0
        return sorted(each["Key"][beyond:] for page in pages for each in page.get("Contents", ()))

    def remove(self, names: list[str]) -> None:
        for name in names:
            self.client.delete_object(Bucket=self.bucket, Key=self.key(name))


def copy_all(out_of: Any, into: Any) -> None:
    """Copy what can be read into what can be written."""
    shutil.copyfileobj(out_of, into, 1024 * 1024)
