"""Two or more at once, for the tests of who was first."""

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connection


def together(count: int, work: Callable[[int], object]) -> list[Exception]:
    """Run ``work(number)`` in threads that begin together; what they raised."""
    barrier = Barrier(count)
    raised: list[Exception] = []

    def one(number: int) -> None:
        try:
            barrier.wait(timeout=30)
            work(number)
        except Exception as error:  # noqa: BLE001 (whatever it is, the test says so)
            raised.append(error)
        finally:
            connection.close()

    threads = [Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised
