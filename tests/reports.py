"""Invented reports in the genre, for tests that need a whole one: a town that does not exist, and any year."""

ORIGIN = """\
publisher = "{town}"
place_code = "{code}"
place_name = "{town}"
source_url = "https://example.org/{year}"
"""


def page(town: str = "柳河镇", year: int = 2023) -> str:
    """A report page as a government site prints it: header table, title, preamble, review and plan."""
    return f"""\
索引号: | 00277{year}/{year + 1}-00321 | 发布机构: | {town} |
公开方式: | 主动公开 | 发文日期: | {year + 1}-01-15 |
组配分类: | 计划总结 | 文件编号: |
{town}{year}年工作总结和{year + 1}年工作思路
{year}年,{town}坚持稳中求进,各项工作取得新成效。预计实现地区生产总值48.6亿元,同比增长5.2%,居全市第三。 一、{year}年工作总结
(一)产业发展有新成效。 一是工业经济稳步增长。完成规上工业总产值120.5亿元,同比增长4.1%,新增规上企业7家。
二是农业基础更加牢固。改造高标准农田2300亩,水稻种植面积近9000亩,建成大棚12个、冷库3座。
(二)民生事业有新改善。 城镇新增就业640人,发放补贴80余万元,新建停车位150个,调解成功率99.1%。
二、{year + 1}年工作思路
(一)产业向新而行。 力争地区生产总值增长6%左右,招引亿元以上项目不少于5个。 (二)民生向优而行。 新建托育点2处,确保参保率达98%以上。
"""


def origin(town: str = "柳河镇", year: int = 2023, code: str = "990101001") -> str:
    """The origin file of :func:`page`."""
    return ORIGIN.format(town=town, year=year, code=code)
