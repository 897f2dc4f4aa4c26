from assistant.walking.configuration import ELSEWHERE, configuration


def test_each_configuration_is_its_own() -> None:
    one, two = configuration(tile_extract="a.tar"), configuration(tile_dir="tiles")
    one["mjolnir"]["concurrency"] = 7
    assert "concurrency" not in two["mjolnir"]
    assert (two["mjolnir"]["tile_extract"], two["mjolnir"]["tile_dir"]) == ("", "tiles")


def test_nothing_outside_is_named() -> None:
    assert not set(ELSEWHERE) & set(configuration()["mjolnir"])
