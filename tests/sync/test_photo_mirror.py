"""The errand that brings photographs to S3, while the server is killed under it."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc_station.application.failures import WorldFailure
from qc_station.application.photo_mirror import mirror_all
from qc_station.application.render_photographs import ShotToRender, queue_renditions, render_waiting
from qc_station.domain.photo import PhotoRef
from qc_station.domain.rendition import Recipe
from qc_station.storage.open_station import open_station
from qc_station.storage.photo_store import FilePhotoStore
from qc_station.sync.s3_store import Bucket, S3Store
from tests.simulators.moto_server import KEY, SECRET, MotoServer
from tests.storage.made import NOW, piece, takeback

PIECES, SHOTS = 3, 4


class CountingStore(S3Store):
    """Counts what is sent, and has the server killed before one of them."""

    def __init__(self, bucket: Bucket, server: MotoServer, kill_before: int) -> None:
        super().__init__(bucket, read_timeout_s=2, attempts=1)
        self.sent: list[str] = []
        self._server, self._kill_before = server, kill_before

    def put(self, photo: PhotoRef, file: Path) -> None:
        if len(self.sent) == self._kill_before:
            self._kill_before = -1
            self._server.kill()
        super().put(photo, file)
        self.sent.append(photo.sha256)


def made(original: Path, recipe: Recipe) -> tuple[tuple[str, bytes, int, int], ...]:
    return (("400.jpg", original.read_bytes() + recipe.key.encode(), 320, 400),)


@pytest.mark.parametrize("kill_before", [0, 5, 23])
def test_a_server_killed_in_the_middle_loses_nothing(kill_before: int, tmp_path: Path) -> None:
    """Killed before one of the files: the errand ends with a word and goes on later, until every file is there."""
    photos = FilePhotoStore(tmp_path / "photos")
    store = open_station(f"sqlite:///{tmp_path / 'station.db'}", "BENCH-01")
    server = MotoServer(tmp_path)
    server.start()
    try:
        server.make_bucket()
        with store() as uow:
            uow.takebacks.save(takeback())
            for number in range(1, PIECES + 1):
                uow.pieces.save(piece(number))
                shots = []
                for shot in range(SHOTS):
                    (tmp_path / "shot").write_bytes(b"%d of %d" % (shot, number))
                    shots.append(ShotToRender(photos.keep(tmp_path / "shot"), "front", whole=True))
                queue_renditions(uow, piece(number).id, shots, NOW)
            uow.commit()
        render_waiting(store, photos, made)
        target = CountingStore(bucket_of(server), server, kill_before)
        with pytest.raises(WorldFailure) as failed:
            mirror_all(store, photos, target)
        assert failed.value.code == "store_unreachable"
        assert len(target.sent) == kill_before
        server.start()
        server.make_bucket()
        assert mirror_all(store, photos, target).lost == 0
        # Its memory died with the server; what of the piece in hand had arrived is sent again, whole pieces are not.
        whole = kill_before // (2 * SHOTS)
        client = server.client()
        listed = client.list_objects_v2(Bucket="photos").get("Contents", [])
        client.close()
        assert len(listed) == 2 * SHOTS * (PIECES - whole)
        assert mirror_all(store, photos, target).sent == 0
    finally:
        server.kill()
        store.close()


def bucket_of(server: MotoServer) -> Bucket:
    return Bucket("photos", "qc", server.url, "eu-west-3", KEY, SECRET)
