"""A photograph's verdict: every gate with its number and its limit, and nothing good turned bad by getting better."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_station.domain.picture import Backdrop, Framing, PictureMeasures
from qc_station.policy.picture_quality import Flaw, Gate, Judged, QualityLimits, judge_picture

LIMITS = QualityLimits(
    sharpness_least=60,
    quick_sharpness_least=40,
    clipped_dark_most=0.05,
    clipped_light_most=0.02,
    backdrop_lightness_least=70,
    backdrop_cast_most=9,
    backdrop_unevenness_most=10,
    fill_least=0.5,
    fill_most=0.94,
    off_centre_most=0.05,
    tilt_most_deg=2,
)
FRAMED = Framing(left=0.2, top=0.1, right=0.2, bottom=0.1, fill=0.8, touches=False, tilt_deg=0.5)
PAPER = Backdrop(lightness=85, cast=2, unevenness=3)
GOOD = PictureMeasures(
    width=6000,
    height=4000,
    sharpness=200,
    clipped_dark=0,
    clipped_light=0,
    lightness=60,
    framing=FRAMED,
    backdrop=PAPER,
)
SHARE = st.floats(0, 1)
FRAMINGS = st.builds(
    Framing,
    left=SHARE,
    top=SHARE,
    right=SHARE,
    bottom=SHARE,
    fill=SHARE,
    touches=st.booleans(),
    tilt_deg=st.none() | st.floats(-20, 20),
)
BACKDROPS = st.builds(Backdrop, lightness=st.floats(0, 100), cast=st.floats(0, 180), unevenness=st.floats(0, 100))
MEASURES = st.builds(
    PictureMeasures,
    width=st.integers(1, 9000),
    height=st.integers(1, 9000),
    sharpness=st.floats(0, 65025),
    clipped_dark=SHARE,
    clipped_light=SHARE,
    lightness=st.floats(0, 100),
    framing=st.none() | FRAMINGS,
    backdrop=st.none() | BACKDROPS,
    full=st.booleans(),
)
ALL_LIMITS = st.builds(
    QualityLimits,
    sharpness_least=st.floats(0, 65025),
    quick_sharpness_least=st.floats(0, 65025),
    clipped_dark_most=SHARE,
    clipped_light_most=SHARE,
    backdrop_lightness_least=st.floats(0, 100),
    backdrop_cast_most=st.floats(0, 100),
    backdrop_unevenness_most=st.floats(0, 100),
    fill_least=st.floats(0, 0.5),
    fill_most=st.floats(0.5, 1),
    off_centre_most=st.floats(0, 0.5),
    tilt_most_deg=st.floats(0, 20),
)


def gate(measures: PictureMeasures, which: Gate) -> Judged:
    return next(judged for judged in judge_picture(measures, LIMITS, whole=True).gates if judged.gate is which)


def framed(**changed: float) -> PictureMeasures:
    return replace(GOOD, framing=replace(FRAMED, **changed))


def lit(**changed: float) -> PictureMeasures:
    return replace(GOOD, backdrop=replace(PAPER, **changed))


def test_a_good_photograph_passes_five_gates() -> None:
    """Each in the order of the gates, each with the number that is nearest to its limit."""
    verdict = judge_picture(GOOD, LIMITS, whole=True)
    assert verdict.good
    assert verdict.gates == (
        Judged(Gate.SHARPNESS, 200, 60),
        Judged(Gate.EXPOSURE, 0, 0.05),
        Judged(Gate.BACKDROP, 85, 70),
        Judged(Gate.FRAMING, 0.8, 0.94),
        Judged(Gate.LEVEL, 0.5, 2),
    )


@pytest.mark.parametrize(
    ("measures", "judged"),
    [
        (replace(GOOD, sharpness=59), Judged(Gate.SHARPNESS, 59, 60, Flaw.BLURRED)),
        (replace(GOOD, sharpness=41, full=False), Judged(Gate.SHARPNESS, 41, 40)),
        (replace(GOOD, sharpness=39, full=False), Judged(Gate.SHARPNESS, 39, 40, Flaw.BLURRED)),
        (replace(GOOD, sharpness=math.nan), None),
        (replace(GOOD, clipped_dark=0.06), Judged(Gate.EXPOSURE, 0.06, 0.05, Flaw.TOO_DARK)),
        (replace(GOOD, clipped_light=0.03), Judged(Gate.EXPOSURE, 0.03, 0.02, Flaw.TOO_LIGHT)),
        (
            replace(GOOD, clipped_light=0.03, clipped_dark=0.3),
            Judged(Gate.EXPOSURE, 0.3, 0.05, Flaw.TOO_DARK),
        ),
        (lit(lightness=50), Judged(Gate.BACKDROP, 50, 70, Flaw.BACKDROP_DARK)),
        (lit(cast=12), Judged(Gate.BACKDROP, 12, 9, Flaw.BACKDROP_CAST)),
        (lit(unevenness=30, cast=12), Judged(Gate.BACKDROP, 30, 10, Flaw.BACKDROP_UNEVEN)),
        (framed(fill=0.3), Judged(Gate.FRAMING, 0.3, 0.5, Flaw.TOO_SMALL)),
        (framed(fill=0.97), Judged(Gate.FRAMING, 0.97, 0.94, Flaw.TOO_LARGE)),
        (framed(touches=True), Judged(Gate.FRAMING, 0.8, 0.94, Flaw.CUT_OFF)),
        (framed(left=0.4, right=0.0), Judged(Gate.FRAMING, 0.2, 0.05, Flaw.MOVE_LEFT)),
        (framed(left=0.0, right=0.4), Judged(Gate.FRAMING, 0.2, 0.05, Flaw.MOVE_RIGHT)),
        (framed(top=0.25, bottom=0.0), Judged(Gate.FRAMING, 0.125, 0.05, Flaw.MOVE_UP)),
        (framed(top=0.0, bottom=0.25), Judged(Gate.FRAMING, 0.125, 0.05, Flaw.MOVE_DOWN)),
        (framed(tilt_deg=3), Judged(Gate.LEVEL, 3, 2, Flaw.TURN_LEFT)),
        (framed(tilt_deg=-3), Judged(Gate.LEVEL, 3, 2, Flaw.TURN_RIGHT)),
        (replace(GOOD, framing=None, backdrop=None), Judged(Gate.FRAMING, 0, 0.5, Flaw.NO_SUBJECT)),
    ],
)
def test_each_flaw_is_named_with_its_number(measures: PictureMeasures, judged: Judged | None) -> None:
    """One gate at a time: the worst of what is wrong with it, against the limit that says so."""
    verdict = judge_picture(measures, LIMITS, whole=True)
    if judged is None:
        assert not verdict.good
        return
    assert gate(measures, judged.gate) == judged
    assert verdict.good == (judged.flaw is None)


def test_a_detail_is_judged_by_sharpness_and_exposure_alone() -> None:
    """A collar fills the picture: neither its framing nor a backdrop is asked for."""
    detail = replace(GOOD, framing=None, backdrop=None)
    assert [each.gate for each in judge_picture(detail, LIMITS, whole=False).gates] == [Gate.SHARPNESS, Gate.EXPOSURE]
    assert judge_picture(detail, LIMITS, whole=False).good


def test_what_was_not_measured_has_no_gate() -> None:
    """A shoe has no axis, a garment that covers the picture leaves no backdrop: nothing is made up for them."""
    bare = replace(GOOD, framing=replace(FRAMED, tilt_deg=None), backdrop=None)
    found = [each.gate for each in judge_picture(bare, LIMITS, whole=True).gates]
    assert found == [Gate.SHARPNESS, Gate.EXPOSURE, Gate.FRAMING]


@given(MEASURES, ALL_LIMITS, st.booleans())
def test_every_gate_has_a_number_and_its_limit(measures: PictureMeasures, limits: QualityLimits, whole: bool) -> None:
    """Each gate once, none for nothing; a flaw goes with a number on the wrong side of a limit that is a limit."""
    verdict = judge_picture(measures, limits, whole=whole)
    gates = [judged.gate for judged in verdict.gates]
    assert gates == [each for each in Gate if each in gates]
    assert {Gate.SHARPNESS, Gate.EXPOSURE} <= set(gates)
    assert (Gate.FRAMING in gates) == whole
    for judged in verdict.gates:
        assert math.isfinite(judged.value)
        assert math.isfinite(judged.limit)
        if judged.flaw not in (None, Flaw.CUT_OFF, Flaw.NO_SUBJECT):
            assert judged.value != judged.limit
    assert verdict.good == all(judged.flaw is None for judged in verdict.gates)


@given(MEASURES, ALL_LIMITS, st.booleans(), st.floats(0, 65025))
def test_sharper_is_never_worse(measures: PictureMeasures, limits: QualityLimits, whole: bool, more: float) -> None:
    """A good photograph stays good when it is sharper, with everything else the same."""
    sharper = replace(measures, sharpness=measures.sharpness + more)
    if judge_picture(measures, limits, whole=whole).good:
        assert judge_picture(sharper, limits, whole=whole).good


@given(MEASURES, ALL_LIMITS, SHARE)
def test_less_clipped_more_even_and_less_coloured_is_never_worse(
    measures: PictureMeasures, limits: QualityLimits, part: float
) -> None:
    """Light that gets better turns no good photograph bad."""
    backdrop = measures.backdrop and replace(
        measures.backdrop, cast=measures.backdrop.cast * part, unevenness=measures.backdrop.unevenness * part
    )
    better = replace(
        measures,
        clipped_dark=measures.clipped_dark * part,
        clipped_light=measures.clipped_light * part,
        backdrop=backdrop,
    )
    if judge_picture(measures, limits, whole=True).good:
        assert judge_picture(better, limits, whole=True).good


@given(MEASURES, ALL_LIMITS)
def test_a_detail_is_never_harder_than_a_whole_view(measures: PictureMeasures, limits: QualityLimits) -> None:
    """What passes as the whole garment passes as a detail: the gates of a detail are among those of a whole view."""
    whole, detail = (judge_picture(measures, limits, whole=each) for each in (True, False))
    assert set(detail.gates) <= set(whole.gates)


@given(MEASURES)
def test_open_limits_refuse_only_what_is_not_there(measures: PictureMeasures) -> None:
    """A programme without limits refuses a whole view for showing no garment, or part of one, and for nothing else."""
    verdict = judge_picture(measures, QualityLimits.open(), whole=True)
    assert {judged.flaw for judged in verdict.gates} <= {None, Flaw.CUT_OFF, Flaw.NO_SUBJECT}
    assert judge_picture(measures, QualityLimits.open(), whole=False).good


@given(SHARE, SHARE)
def test_moved_as_it_says_it_is_in_the_middle(left: float, right: float) -> None:
    """To move the garment the way and the share that is said centres it."""
    found = gate(framed(left=left, right=right, fill=0.8, top=0.1, bottom=0.1), Gate.FRAMING)
    if found.flaw in (Flaw.MOVE_LEFT, Flaw.MOVE_RIGHT):
        way = -1 if found.flaw is Flaw.MOVE_LEFT else 1
        assert left + way * found.value == pytest.approx(right - way * found.value)
