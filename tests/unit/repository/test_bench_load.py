"""What the halls of visitors count, and what is said of it."""

from dataclasses import replace

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.server import ServerConnection, serve

from bench.load.makers import Made
from bench.load.report import Hall, Opens, judge, judge_making, judge_opens, lines, percentile
from bench.load.visitors import Ground, Seen, hall, open_and_close
from tests.support.loops import run_apart

MB = 1024**2


@pytest.mark.parametrize(
    ("share", "expected"), [(0.5, 5.0), (0.95, 10.0), (0.9, 9.0), (0.1, 1.0), (1.0, 10.0)]
)
def test_a_percentile_is_one_of_the_numbers(share: float, expected: float) -> None:
    assert percentile([7.0, 2.0, 3.0, 9.0, 5.0, 6.0, 1.0, 8.0, 4.0, 10.0], share) == expected


def of(way: str, visitors: int, *, slowest: float = 0.4, a_session: int = 2 * MB) -> Hall:
    seen = Seen(opened=[0.1], turned=[0.1] * 900 + [slowest] * 100)
    return Hall(way, visitors, 30.0, seen, 400 * MB, 400 * MB + visitors * a_session, 20.0)


def failing(app: Hall, saturated: Hall) -> list[str]:
    found = judge([of("floor", 100, a_session=MB), app], saturated)
    return [each.measured for each in found if not each.holds]


def test_bounds_hold_or_fail_by_themselves() -> None:
    sound, crowd = of("app", 100), of("app", 20)
    assert failing(sound, crowd) == []
    assert failing(of("app", 100, slowest=0.6), crowd) == ["0.600 s"]
    assert failing(of("app", 100, a_session=5 * MB), crowd) == ["4.00 MB"]
    assert failing(replace(sound, most=3000 * MB, before=2800 * MB), crowd) == ["3000 MB"]
    broken = replace(sound, seen=replace(sound.seen, errors=["gone"]))
    assert failing(broken, crowd) == ["1 errors"]
    # a hall in which nothing was turned proves nothing
    assert "0 errors" in failing(replace(sound, seen=Seen()), crowd)
    slow = replace(crowd, seen=Seen(turned=[1.0] * 60))
    assert failing(sound, slow) == ["2.0"]
    assert len(lines([sound, crowd])) == 3


@pytest.mark.parametrize("publishing", [False, True])
def test_documents_beside_a_hall_are_judged_with_its_runs(publishing: bool) -> None:
    made = Made(seconds=[1.0, 2.0, 3.0], published=int(publishing))
    sound = replace(of("app", 100, slowest=0.7), made=made)

    def fails(hall: Hall) -> list[str]:
        found = judge_making(hall, documents=3, publishing=publishing)
        return [each.measured.partition(",")[0] for each in found if not each.holds]

    assert fails(sound) == []
    assert fails(replace(sound, seen=Seen(turned=[0.9]))) == ["0.900 s"]
    assert fails(replace(sound, made=replace(made, seconds=[1.0]))) == ["1"]
    assert fails(replace(sound, made=replace(made, errors=["gone"]))) == ["3"]
    # a hall beside which nothing is published, or something is, proves nothing of the other
    assert fails(replace(sound, made=replace(made, published=1 - made.published))) == ["3"]
    assert fails(replace(sound, most=3000 * MB)) == ["3000 MB"]
    assert "beside 100 sessions: 3 documents, p50 2.0 s" in "\n".join(lines([sound]))


def test_pages_that_are_opened_and_closed_may_leave_next_to_nothing() -> None:
    sound = Opens(3, Seen(opened=[0.1] * 3), 400 * MB, 419 * MB)
    assert judge_opens(sound).holds
    assert not judge_opens(replace(sound, after=420 * MB)).holds
    assert not judge_opens(replace(sound, seen=Seen(opened=[0.1] * 2, errors=["gone"]))).holds


def test_a_visitor_asks_for_views_and_counts_what_goes_wrong() -> None:
    asked: list[str] = []

    async def answer(connection: ServerConnection) -> None:
        async for content in connection:
            query = BackMsg.FromString(content).rerun_script.query_string
            asked.append(query)
            message = ForwardMsg()
            if query == "year=3":
                message.delta.new_element.exception.message = "made to fail"
                await connection.send(message.SerializeToString())
            message = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)
            await connection.send(message.SerializeToString())

    async def visited() -> tuple[Seen, Seen]:
        async with serve(answer, "127.0.0.1", 0, subprotocols=["streamlit"]) as server:
            port = server.sockets[0].getsockname()[1]
            ground = Ground(f"http://127.0.0.1:{port}", "ban-do", ["year=2", "year=3"])
            turned = await hall(ground, 3, seconds=0.3, pause=0.01)
            return turned, await open_and_close(ground, 5)

    seen, closed = run_apart(visited())
    assert (len(closed.opened), closed.turned) == (5, [])
    del asked[-5:]
    assert set(asked) == {"year=2", "year=3"}
    assert len(seen.opened) == 3
    assert len(seen.opened) + len(seen.turned) == len(asked)
    assert seen.errors == ["made to fail"] * asked.count("year=3")
