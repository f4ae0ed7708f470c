"""Values worked out from the content, kept while the content stands still."""

import threading
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, TypeVar, cast

T = TypeVar("T")
MOST_VALUES = 40_000


class Memo:
    """Forgets everything when the token (what the content is, and the day) moves, or when it is full."""

    def __init__(self, token: Callable[[], Hashable]) -> None:
        self._token = token
        self._lock = threading.Lock()
        self._values: dict[Hashable, Any] = {}
        self._made_for: Hashable = None

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value under `key`, made the first time."""
        return self.many("", [key], lambda _: {key: make()})[key]

    def many(
        self, name: Hashable, keys: Iterable[Hashable], load: Callable[[list[Any]], Mapping[Any, T]]
    ) -> dict[Any, T]:
        """The values that exist under `keys`, in their order; those not held are loaded in one go."""
        wanted = list(keys)
        token = self._token()
        with self._lock:
            if token != self._made_for or len(self._values) > MOST_VALUES:
                self._values, self._made_for = {}, token
            held = self._values
            found = {key: held[name, key] for key in wanted if (name, key) in held}
        if missing := [key for key in wanted if key not in found]:
            loaded = load(missing)
            with self._lock:
                held.update({(name, key): value for key, value in loaded.items()})
            found = {key: value for key in wanted if (value := found.get(key, loaded.get(key))) is not None}
        return cast(dict[Any, T], found)
