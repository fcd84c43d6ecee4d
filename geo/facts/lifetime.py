"""What is worked out from facts or layers, kept as long as they are, and no longer."""

from collections.abc import Callable
from functools import lru_cache, update_wrapper
from typing import Concatenate, ParamSpec, TypeVar, cast
from weakref import WeakKeyDictionary, ref

Owner = TypeVar("Owner")
Rest = ParamSpec("Rest")
Made = TypeVar("Made")
Maker = Callable[Concatenate[Owner, Rest], Made]


def kept_with(most: int) -> Callable[[Maker[Owner, Rest, Made]], Maker[Owner, Rest, Made]]:
    """Keep the results of a function with its first argument, and let them go with it.

    A method kept so goes with its object.

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

    return cast(Callable[Rest, Made], lru_cache(maxsize=most)(make))
