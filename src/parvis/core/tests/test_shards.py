import pytest

from parvis.core.domain.backups.folder import is_kept
from parvis.core.domain.sealing import Key, Unreadable, padded, seal, unpadded, unseal
from parvis.core.domain.shards import BLOCK, SIZE, Shards


@pytest.fixture
def ours(settings, tmp_path):
    settings.DATA = tmp_path
    return Shards("zq_keys", b"zq")


def test_a_slot_is_made_known_again_and_overwritten_in_place(ours):
    assert (ours.slots_there(), ours.shard_in(0)) == (0, None)
    with ours.held():
        made = ours.fresh(3)
        other = ours.fresh(4)
    assert ours.shard_in(3).raw == made.raw
    assert ours.mark(made) == ours.mark(ours.shard_in(3)) != ours.mark(other)
    assert ours.slots_there() == BLOCK
    assert ours.file().stat().st_size == BLOCK * SIZE
    assert ours.file().stat().st_mode & 0o77 == 0
    assert Shards("zq_keys", b"another").mark(made) != ours.mark(made)
    with ours.held():
        ours.destroy_all_but([4, 99_999])
    assert ours.shard_in(4).raw == other.raw
    assert made.raw not in ours.file().read_bytes()


def test_a_file_that_was_cut_off_is_made_whole(ours):
    with ours.held():
        ours.fresh(0)
    with ours.file().open("ab") as file:
        file.write(b"half a slot")
    with ours.held():
        assert ours.fresh(BLOCK).raw == ours.shard_in(BLOCK).raw
    assert ours.slots_there() == 2 * BLOCK


def test_no_backup_takes_shards(ours):
    assert not is_kept("zq_keys")
    assert not is_kept("thread_keys")
    assert is_kept("contact_key")


def test_what_is_sealed_opens_where_it_belongs_alone():
    key = Key.new()
    sealed = seal(padded(b"text", 64), key, b"a room|a thing")
    assert unpadded(unseal(sealed, key, b"a room|a thing"), 64) == b"text"
    for other, bound in ((Key.new(), b"a room|a thing"), (key, b"another room|a thing"), (key, b"")):
        with pytest.raises(Unreadable):
            unseal(sealed, other, bound)
    for broken in (b"", b"x" * 63, (99).to_bytes(4, "big").ljust(64, b"x")):
        with pytest.raises(Unreadable):
            unpadded(broken, 64)
