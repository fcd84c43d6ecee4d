"""The message that draws a plan on the map."""

from dataclasses import replace

from geo.figures.atlas import Atlas
from geo.frame.plan_message import plan_message, plan_stamp
from geo.targets.plan import Plan, count_share_targets, knowledge, plan_years


def test_a_plan_is_told_by_class_and_names_the_addresses_it_was_given(atlas: Atlas) -> None:
    target = count_share_targets(atlas)[0]
    known = knowledge(atlas, target)
    years = plan_years(atlas, target)
    codes = [unit.code for unit in atlas.units("commune", "2025-07-01")]
    concerned = {unit.code for unit in known.units}
    later = next(code for code in codes if code in concerned and code not in known.met)
    plan = Plan("", target.target_id, "2025-07-01", years={later: years[-1]})
    plain = replace(known, pending=frozenset())
    message = plan_message(atlas, plan, plain, lang="en", layer="/a-layer", words="/some-words")
    assert (message["layer"], message["words"]) == ("/a-layer", "/some-words")
    # numbers of classes have no unit of measure
    assert (message["view"], message["figure"]) == (f"plan|{later}:{years[-1]}|en", "")
    assert message.keys() >= {"caption", "year", "labels", "selected"}
    assert "unit" not in message
    told = dict(zip(codes, zip(message["classes"], message["bases"], strict=True), strict=True))
    # two classes stand before the years of the plan
    assert told.pop(later) == (str(1 + len(years)), "o")
    for code, shown in told.items():
        if code not in concerned:
            assert shown == ("-", "x")
        elif code in known.met:
            assert shown == ("0", "o")
        else:
            assert shown == ("-", "n")
    assert len(message["fills"]) == len(message["phrases"]) == 2 + len(years)


def test_two_states_of_a_plan_have_two_stamps() -> None:
    plan = Plan("", "ntm", "2025-07-01", years={"2": 2028, "1": 2027})
    assert plan_stamp(plan) == "1:2027,2:2028"
    assert plan_stamp(replace(plan, years={"1": 2027})) == "1:2027"
