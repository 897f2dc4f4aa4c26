from __future__ import annotations

from pathlib import Path

import pytest

from assistant.understanding.judge import EMERGENCY_SERVICE, Judge
from assistant.understanding.panel import EMERGENCY
from assistant.understanding.reader import Reader
from assistant.understanding.training import Utterance, train

FINDS = {
    "key_cutting": ["哪里能配钥匙", "多配一把钥匙", "配个钥匙去哪", "cut a key", "打把钥匙"],
    "locksmith": ["门打不开了", "钥匙锁屋里了", "换个锁", "locked out of my flat", "开锁的"],
    "electrical_repair": ["灯不亮了", "家里跳闸", "灯坏了找谁修", "the lamp is dead", "没电了"],
    "bicycle_repair": ["车胎没气了", "修电瓶车", "单车坏了", "fix my bike", "补个胎"],
}
OTHERS = {
    "greet": ["你好", "早上好", "hello", "您好呀", "hi there", "在吗"],
    "thanks": ["谢谢", "多谢了", "thank you", "谢谢你啊", "thanks a lot", "感谢"],
    "select": ["第二个", "就第一家", "the second one", "选第三个", "要前面那家", "第一个吧"],
    EMERGENCY: [
        "着火了",
        "有人晕倒了",
        "my house is on fire",
        "煤气漏了",
        "救命啊",
        "爸爸没呼吸了",
    ],
}


REPORTS = {
    "property_management": [
        "楼道灯坏了没人修",
        "电梯又停了",
        "单元门关不上",
        "lift is broken again",
    ],
    "feedback_report": ["路灯不亮好几天", "站牌倒了", "井盖松了", "the bus stop sign fell over"],
}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> Reader:
    rows = (checkout / "data/catalogue/services.csv").read_text(encoding="utf-8").splitlines()
    wanted = ("id,", *FINDS, *REPORTS, "transit_stop", EMERGENCY_SERVICE)
    path = tmp_path_factory.mktemp("judge") / "services.csv"
    kept = [row for row in rows if row.startswith(wanted)]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    return Reader(path)


@pytest.fixture(scope="module")
def judge(reader: Reader) -> Judge:
    said = [Utterance(text, "find", (service,)) for service in FINDS for text in FINDS[service]]
    said += [Utterance(text, "report", (desk,)) for desk in REPORTS for text in REPORTS[desk]]
    for behaviour, texts in OTHERS.items():
        services = (EMERGENCY_SERVICE,) if behaviour == EMERGENCY else ()
        said += [Utterance(text, behaviour, services) for text in texts]
    return train(reader, said)


@pytest.mark.parametrize(
    ("said", "behaviour", "service"),
    [
        ("请问哪里配钥匙", "find", "key_cutting"),
        ("我家灯不亮", "find", "electrical_repair"),
        ("flat tyre on my bike", "find", "bicycle_repair"),
    ],
)
def test_needs(reader: Reader, judge: Judge, said: str, behaviour: str, service: str) -> None:
    judged = judge.judge(reader, said)
    assert judged.behaviours[0][0] == behaviour
    assert judged.services[0][0] == service
    assert not judged.emergency


@pytest.mark.parametrize(("said", "behaviour"), [("你好呀", "greet"), ("谢谢你", "thanks")])
def test_no_service_is_meant(reader: Reader, judge: Judge, said: str, behaviour: str) -> None:
    judged = judge.judge(reader, said)
    assert judged.behaviours[0][0] == behaviour
    assert judged.services == ()


def test_several_errands(reader: Reader, judge: Judge) -> None:
    judged = judge.judge(reader, "配把钥匙，再修一下电瓶车")
    assert {service for service, _ in judged.services} == {"key_cutting", "bicycle_repair"}


@pytest.mark.parametrize(
    ("said", "errands"),
    [
        ("配把钥匙，再修一下电瓶车", ("key_cutting", "bicycle_repair")),
        ("先修一下电瓶车，再配把钥匙", ("bicycle_repair", "key_cutting")),
    ],
)
def test_errands_come_in_the_order_said(
    reader: Reader, judge: Judge, said: str, errands: tuple[str, ...]
) -> None:
    assert judge.judge(reader, said).errands == errands


def test_a_service_said_no_to_is_not_meant(reader: Reader, judge: Judge) -> None:
    judged = judge.judge(reader, "不是配钥匙，是开锁")
    assert [service for service, _ in judged.services] == ["locksmith"]


def test_emergencies_come_first(reader: Reader, judge: Judge) -> None:
    judged = judge.judge(reader, "楼下着火了")
    assert judged.emergency
    assert judged.behaviours[0][0] == EMERGENCY
    assert judged.behaviours[0][1] >= 0.5
    assert judged.services[0][0] == EMERGENCY_SERVICE
    assert sum(p for _, p in judged.behaviours) == pytest.approx(1)


def test_idioms_are_no_emergencies(reader: Reader, judge: Judge) -> None:
    judged = judge.judge(reader, "谢谢，笑死我了")
    assert not judged.emergency
    assert judged.behaviours[0][0] != EMERGENCY


def test_a_name_added_after_training_counts(reader: Reader, judge: Judge) -> None:
    path = reader.lexicon.path
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("打钥匙", "打钥匙|开模补齿"), encoding="utf-8")
    try:
        judged = judge.judge(reader, "哪里开模补齿")
    finally:
        path.write_text(before, encoding="utf-8")
    assert judged.services[0][0] == "key_cutting"


def test_candidates_are_ranked(reader: Reader, judge: Judge) -> None:
    candidates = judge.judge(reader, "钥匙").candidates
    assert len(candidates) == 5
    assert [p for _, p in candidates] == sorted((p for _, p in candidates), reverse=True)


@pytest.mark.parametrize("said", ["😂", "。", "啊" * 1000, "a b c d e f", "\u200b"])
def test_nonsense_is_judged_too(reader: Reader, judge: Judge, said: str) -> None:
    assert judge.judge(reader, said).behaviours


def test_saved_and_loaded_it_judges_the_same(reader: Reader, judge: Judge, tmp_path: Path) -> None:
    judge.save(tmp_path / "model")
    again = Judge.load(tmp_path / "model")
    for said in ("哪里配钥匙", "谢谢", "着火了"):
        first, second = judge.judge(reader, said), again.judge(reader, said)
        assert second.behaviours[0][0] == first.behaviours[0][0]
        assert [s for s, _ in second.services] == [s for s, _ in first.services]


@pytest.mark.parametrize(
    ("said", "desk"),
    [("公交站的站牌坏了", "feedback_report"), ("楼道灯坏了", "property_management")],
)
def test_a_report_goes_to_a_desk(reader: Reader, judge: Judge, said: str, desk: str) -> None:
    judged = judge.judge(reader, said)
    assert judged.behaviours[0][0] == "report"
    assert judged.services[0][0] == desk


@pytest.mark.parametrize(
    ("heard", "mended"),
    [
        ("要是锁屋里了", "钥匙锁屋里了"),
        ("哪里能配鑰匙", "哪里能配钥匙"),
        ("邊度有得整冷氣", "边度有得整冷气"),  # a dialect word stays as long as it is
    ],
)
def test_the_likeliest_sentence_is_told_sign_by_sign(
    reader: Reader, judge: Judge, heard: str, mended: str
) -> None:
    assert judge.judge(reader, heard).mended == mended
