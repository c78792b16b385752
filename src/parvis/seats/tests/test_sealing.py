from parvis.seats.domain import sealing
from parvis.seats.domain.sealing import Contact, seal, unseal


def test_a_contact_comes_back_and_its_length_does_not_tell(settings, tmp_path):
    settings.DATA = tmp_path
    short, long = Contact("a@b.example", "ar"), Contact("عنوان" * 20, "uk")
    assert unseal(seal(short)) == short
    assert unseal(seal(long)) == long
    assert len({len(seal(Contact("x" * length, "fr"))) for length in (1, 30, 100)}) == 1
    assert seal(short) != seal(short)
    assert b"example" not in seal(short)
    assert sealing.key_file().stat().st_mode & 0o077 == 0


def test_another_key_opens_nothing(settings, tmp_path):
    settings.DATA = tmp_path
    sealed = seal(Contact("a@b.example", "fr"))
    settings.DATA = tmp_path / "elsewhere"
    settings.DATA.mkdir()
    assert unseal(sealed) is None
    assert unseal(b"") is None
    assert "example" not in repr(Contact("a@b.example", "fr"))
