from __future__ import annotations

from pathlib import Path

import pytest

from assistant.understanding.dangers import DangerWords
from assistant.understanding.text import Speech


@pytest.fixture(scope="module")
def words() -> DangerWords:
    return DangerWords.load()


@pytest.mark.parametrize(
    "said",
    [
        "厨房着火了", "闻到煤气味", "我妈晕倒了", "爷爷突然说不出话", "孩子吃东西卡住了",
        "有人撬我家门", "我不想活了", "让我把钱转到安全账户", "电梯里出不来", "我阿妈晕低咗",
        "有人跟着我不敢回家", "绳子都挂好了", "他让我念验证码", "奶奶糊涂，天黑了还没回来",
        "油锅冒火", "叫白车呀快啲", "there's drain cleaner in my eyes", "sos",
        "can't breathe", "there's a fire in the kitchen", "he won't wake up", "I want to die",
    ],
)  # fmt: skip
def test_danger(words: DangerWords, said: str) -> None:
    assert words.found(Speech.load().plain(said))


@pytest.mark.parametrize(
    "said",
    [
        "我想死你了", "气得吐血", "热死了", "笑死我了", "一百二十乘以五", "120乘以五",
        "燃气灶打不着火", "消防演习几点", "哪里教急救", "菜刀钝了", "手机死机了", "门锁一直报警",
        "别叫救护车", "没着火，是蒸汽", "电梯关了人，已经出来了", "报警打哪个",
        "孩子喊救命玩捉迷藏呢", "上礼拜被骗了", "股票跌得要跳楼",
        "门锁没电了收不到验证码", "我抱着孩子走不远",
        "this heat is killing me", "my phone died", "smoke detector beeps", "中风康复去哪做",
    ],
)  # fmt: skip
def test_no_danger(words: DangerWords, said: str) -> None:
    assert not words.found(Speech.load().plain(said))


def test_an_idiom_does_not_hide_a_danger_beside_it(words: DangerWords) -> None:
    assert words.found("笑死我了，不对，厨房着火了")


@pytest.mark.parametrize(
    ("row", "reason"), [("danger,(,", "line 2"), ("funny,x,", "line 2")], ids=["pattern", "kind"]
)
def test_a_bad_row_names_its_line(tmp_path: Path, row: str, reason: str) -> None:
    path = tmp_path / "emergencies.csv"
    path.write_text(f"kind,pattern,note\n{row}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=reason):
        DangerWords.load(path)
