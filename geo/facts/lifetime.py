"""What is worked out from facts or layers, kept as long as they are, and no longer."""

from collections.abc import Callable, Hashable
from concurrent.futures import CancelledError, Future
from functools import lru_cache, update_wrapper
from threading import Lock
from typing import Concatenate, ParamSpec, TypeVar, cast
from weakref import WeakKeyDictionary, ref

Owner = TypeVar("Owner")
Rest = ParamSpec("Rest")
Made = TypeVar("Made")
Maker = Callable[Concatenate[Owner, Rest], Made]


def kept_with(most: int) -> Callable[[Maker[Owner, Rest, Made]], Maker[Owner, Rest, Made]]:
    """Keep the results of a function with its first argument, and let them go with it.

    A method kept so goes with its object. Who asks for what another thread is working out waits
    for that result: after a publication every open page asks for the same at once.

    Parameters
    ----------
    most
        Number of results that are kept for one owner, those used last.

    Returns
    -------
    decorate
        Decorator of a function whose results do not hold its first argument, and whose other
        arguments can be hashed.
    """

    def decorate(function: Maker[Owner, Rest, Made]) -> Maker[Owner, Rest, Made]:
        caches = WeakKeyDictionary[Owner, Callable[Rest, Made]]()

        def kept(owner: Owner, /, *rest: Rest.args, **named: Rest.kwargs) -> Made:
            cache = caches.get(owner)
            if cache is None:
                cache = caches.setdefault(owner, _cache(function, ref(owner), most))
            return cache(*rest, **named)

        update_wrapper(kept, function)
        return kept

    return decorate


def _cache(
    function: Maker[Owner, Rest, Made], owner: ref[Owner], most: int
) -> Callable[Rest, Made]:
    # to hold the owner here would keep it for good
    def make(*rest: Rest.args, **named: Rest.kwargs) -> Made:
        alive = owner()
        if alive is None:
            raise ReferenceError("what this is worked out from is gone")
        return function(alive, *rest, **named)

    return cast(Callable[Rest, Made], lru_cache(maxsize=most)(_once_at_a_time(make)))


def _once_at_a_time(make: Callable[Rest, Made]) -> Callable[Rest, Made]:
    """Have one thread work a result out, and whoever asks for the same meanwhile wait for it."""
    under_way: dict[Hashable, Future[Made]] = {}
    lock = Lock()

    def made(*rest: Rest.args, **named: Rest.kwargs) -> Made:
        key = (rest, *sorted(named.items()))
        while True:
            with lock:
                first = key not in under_way
                future = under_way.setdefault(key, Future())
            if first:
                break
            try:
                return future.result()
            except CancelledError:
                # the thread that worked it out was ended: that is no answer for this one
                continue
        try:
            try:
                result = make(*rest, **named)
            finally:
                with lock:
                    del under_way[key]
        except Exception as error:
            future.set_exception(error)
            raise
        except BaseException:
            future.cancel()
            raise
        future.set_result(result)
        return result

    return made
