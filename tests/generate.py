"""Invented reports by the thousand, the same for the same seed: ``python -m tests.generate FOLDER COUNT [KILOBYTES] [--rows]``.

Towns and figures are made up. Codes are those of real provinces with a made-up rest, unless ``real_places`` asks for
places of the list, so that a data package takes them.
"""

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

PROVINCES = [
    "11",
    "12",
    "13",
    "14",
    "15",
    "21",
    "22",
    "23",
    "31",
    "32",
    "33",
    "34",
    "35",
    "36",
    "37",
    "41",
    "42",
    "43",
    "44",
    "45",
    "46",
    "50",
    "51",
    "52",
    "53",
    "54",
    "61",
    "62",
    "63",
    "64",
    "65",
]
HEADINGS = (
    "工业经济提质增效",
    "农业基础更加牢固",
    "项目建设扎实推进",
    "城乡面貌持续改善",
    "民生福祉不断增进",
    "生态环境稳步向好",
    "改革创新纵深推进",
    "社会治理更加有效",
)
WHAT = (
    "地区生产总值",
    "规上工业总产值",
    "固定资产投资",
    "财政总收入",
    "一般公共预算收入",
    "社会消费品零售总额",
    "进出口总额",
    "农林牧渔业总产值",
    "服务业增加值",
    "技改投资",
    "实到外资",
    "村级集体经济经营性收入",
)
COUNTED = (
    "规上企业",
    "高新技术企业",
    "停车位",
    "标准化厂房",
    "口袋公园",
    "托育点",
    "农村公路",
    "冷库",
    "大棚",
    "充电桩",
    "养老服务中心",
    "文化礼堂",
)
UNITS = {"农村公路": "公里", "标准化厂房": "万平方米", "停车位": "个", "规上企业": "家", "高新技术企业": "家"}
VERBS = ("完成", "实现", "预计实现", "累计完成")
TALK = (
    "坚持稳中求进工作总基调，统筹发展和安全，各项工作取得新进展。", "全镇上下凝心聚力、真抓实干，营商环境持续优化，市场主体活力不断迸发。",
    "深入推进作风建设，干事创业的氛围更加浓厚，干部队伍的精气神明显提升。", "聚焦群众急难愁盼，办成了一批暖心实事，赢得了广泛好评。",
    "扎实开展人居环境整治，村容村貌焕然一新，长效管护机制逐步健全。", "不断完善基层治理体系，矛盾纠纷化解在萌芽状态，平安建设基础更加稳固。",
    "大力弘扬优秀传统文化，群众性文体活动丰富多彩，文明新风吹遍城乡。", "持续优化产业结构，推动传统产业向高端化、智能化、绿色化方向转型。",
)  # fmt: skip


def sentence(chance: random.Random, year: int, plan: bool) -> str:
    """One sentence with one to three numbers, or none."""
    # As in real reports, most sentences hold no number.
    kind = chance.randrange(14)
    lead = "力争" if plan else ""
    if kind not in range(1, 6):
        return chance.choice(TALK)
    if kind == 1:
        return f"{lead or chance.choice(VERBS)}{'实现' if lead else ''}{chance.choice(WHAT)}{chance.randrange(10, 9000) / 10}亿元，同比增长{chance.randrange(10, 190) / 10}%。"
    if kind == 2:
        a, b = chance.sample(COUNTED, 2)
        return f"{lead}新建{a}{chance.randrange(2, 90)}{UNITS.get(a, '个')}、{b}{chance.randrange(2, 90)}{UNITS.get(b, '个')}。"
    if kind == 3:
        return f"{lead}改造高标准农田{chance.randrange(100, 9000)}亩，粮食播种面积{'达' if plan else '超过'}{chance.randrange(5000, 40000)}亩。"
    if kind == 4:
        return f"{lead}发放各类补贴{chance.randrange(10, 900)}余万元，惠及群众{chance.randrange(100, 9000)}人次，满意率达{chance.randrange(900, 999) / 10}%。"
    return f"{lead}签约亿元以上项目{chance.randrange(2, 30)}个，总投资约{chance.randrange(5, 120)}亿元，其中开工{chance.randrange(1, 20)}个。"


def report(seed: int, kilobytes: float = 30, place: tuple[str, str] | None = None) -> dict[str, str]:
    """A report as a row: title, date, source, place_code, review_year, text of about ``kilobytes`` in UTF-8."""
    chance = random.Random(seed)
    code = f"{PROVINCES[seed % len(PROVINCES)]}{seed // len(PROVINCES) % 10_000_000:07}"
    town = f"{chance.choice('清柳云石松梅竹兰青白')}{chance.choice('溪河山塘桥湖岭湾坪泉')}镇"
    code, town = place or (code, town)
    year = 2015 + seed // 7 % 10
    title = f"{town}{year}年工作总结和{year + 1}年工作思路"
    parts = [f"{year}年，{town}{TALK[0]}"]
    half = kilobytes * 1000 / 2
    for plan, heading in ((False, f"一、{year}年工作总结"), (True, f"二、{year + 1}年工作思路")):
        parts.append(heading)
        size = number = 0
        while size < half:
            number += 1
            mark = "一二三四五六七八九十"[(number - 1) % 10]
            said = f"（{mark}）{HEADINGS[chance.randrange(len(HEADINGS))]}。" + "".join(
                sentence(chance, year, plan) for _ in range(12)
            )
            size += len(said.encode())
            parts.append(said)
    return {
        "title": title, "date": f"{year + 1}-01-{1 + seed % 28:02}", "source": town, "place_code": code, "review_year": str(year), "text": "\n".join((title, *parts)) + "\n",
    }  # fmt: skip


def rows(count: int, kilobytes: float = 30, first: int = 0) -> Iterator[str]:
    """Lines of a .jsonl file."""
    for seed in range(first, first + count):
        yield json.dumps(report(seed, kilobytes), ensure_ascii=False) + "\n"


def real_places(count: int) -> list[tuple[str, str]]:
    """Codes and names of counties of the list."""
    from zq_pipeline.reading.document.place import places

    return [(p.code, p.name) for p in places().values() if p.level == "county" and len(p.name) > 2][:count]


def write_raw(folder: Path, count: int, kilobytes: float = 30) -> None:
    """``count`` reports as text files with their origins, of places of the list."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed, place in enumerate(real_places(count)):
        row = report(seed, kilobytes, place)
        (folder / f"r{seed:04}.txt").write_text(row["text"], encoding="utf-8")
        (folder / f"r{seed:04}.origin.toml").write_text(
            f'publisher = "{row["source"]}"\nplace_code = "{row["place_code"]}"\npublished = "{row["date"]}"\n',
            encoding="utf-8",
        )


def main() -> None:
    """From the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("kilobytes", type=float, nargs="?", default=30)
    parser.add_argument("--rows", action="store_true", help="one .jsonl file instead of text files for raw/")
    asked = parser.parse_args()
    if asked.rows:
        asked.folder.mkdir(parents=True, exist_ok=True)
        with (asked.folder / "reports.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(rows(asked.count, asked.kilobytes))
    else:
        write_raw(asked.folder, asked.count, asked.kilobytes)


if __name__ == "__main__":
    main()
