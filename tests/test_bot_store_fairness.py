"""Who waits for the database gets it in the order of coming."""

from __future__ import annotations

import threading

from bot.store.fairness import FairLock


def test_a_thread_that_takes_it_again_and_again_lets_the_others_in_between() -> None:
    lock = FairLock()
    order: list[str] = []
    holding, waiting = threading.Event(), threading.Event()

    def busy() -> None:
        with lock:
            holding.set()
            waiting.wait()
            while not lock._waiting:  # the other stands in the queue now
                pass
        for _ in range(5):
            with lock:
                order.append("step")

    def command() -> None:
        holding.wait()
        waiting.set()
        with lock:
            order.append("command")

    threads = [threading.Thread(target=busy), threading.Thread(target=command)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert order == ["command", *["step"] * 5]


def test_its_own_thread_may_take_it_twice_and_must_let_go_twice() -> None:
    lock = FairLock()
    got = threading.Event()

    def other() -> None:
        with lock:
            got.set()

    thread = threading.Thread(target=other)
    with lock:
        with lock:
            thread.start()
        assert not got.wait(0.02)
    thread.join()
    assert got.is_set()


def test_no_two_threads_are_ever_inside_together() -> None:
    lock = FairLock()
    inside = 0
    most = 0

    def work() -> None:
        nonlocal inside, most
        for _ in range(500):
            with lock:
                inside += 1
                most = max(most, inside)
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_one_that_gives_up_waiting_does_not_hold_up_those_behind() -> None:
    lock = FairLock()
    with lock:
        gate = threading.Lock()
        lock._waiting.append((gate, 1))
        lock._give_up(gate, 1)
        assert not lock._waiting
    with lock:
        pass
