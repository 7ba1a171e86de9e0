"""Which views a piece asks for, and where its photos axis stands (product.md 8): read off answers and shots."""

from __future__ import annotations

from qc_station.domain.checklist import Finding, view_of
from qc_station.domain.errors import RuleBroken
from qc_station.domain.piece import PhotosState, Piece
from qc_station.policy.programme import Programme


def defect_views(piece: Piece, programme: Programme) -> tuple[str, ...]:
    """A view per finding whose rule asks to be pinned and shown."""
    return tuple(
        view_of(answer.check, finding.number)
        for answer in piece.answers
        for finding in answer.findings
        if wants_photo(answer.check, finding, programme)
    )


def wants_photo(check_id: str, finding: Finding, programme: Programme) -> bool:
    check = programme.check(check_id)
    rule = check.rule(finding.kind) if check else None
    return rule is not None and rule.pin


def wanted_views(piece: Piece, category: str, programme: Programme) -> tuple[str, ...]:
    """The evidence views of the category, then one per finding."""
    known = programme.categories.get(category)
    views = tuple(view.id for view in known.views if view.evidence) if known else ()
    return (*views, *defect_views(piece, programme))


def missing_evidence(piece: Piece, programme: Programme) -> tuple[str, ...]:
    """Defects no photo shows yet: they have to be photographed, or waived with a reason, before the verdict is
    signed.
    """
    return tuple(view for view in defect_views(piece, programme) if piece.shot(view) is None)


def shown_or_waived(piece: Piece, programme: Programme, waiver: str) -> tuple[str, ...]:
    """The defects no photo shows; raises RuleBroken("evidence_missing") when there are any and no reason is given."""
    missing = missing_evidence(piece, programme)
    if missing and not waiver:
        raise RuleBroken("evidence_missing", views=", ".join(missing), n=len(missing))
    return missing


def photos_state(piece: Piece, category: str, programme: Programme) -> PhotosState:
    if not piece.shots:
        return PhotosState.NONE
    complete = all(piece.shot(view) for view in wanted_views(piece, category, programme))
    return PhotosState.COMPLETE if complete else PhotosState.PARTIAL
