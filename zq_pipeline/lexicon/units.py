"""Measure words and units, as they are printed after a number and its multiplier."""

from typing import Final

from zq_pipeline.lexicon.patterns import words

MONEY: Final = words(
    """
    元 美元 欧元 英镑 日元 港元 港币 澳门元 新台币 韩元 卢布 马克 法郎 瑞士法郎 加元 澳元 新加坡元 卢比 泰铢 元人民币 人民币元 角
    """
)
"""Currencies."""

PHYSICAL: Final = words(
    """
    公里 千米 米 厘米 毫米 微米 纳米 里 华里 海里 延米 车道公里 平方公里 平方千米 平方米 平米 平方 平方厘米 公顷 亩 市亩 立方米 立方 方 吨 千吨 公吨 千克 公斤 克 毫克 微克 斤 市斤 两 担 市担 石
    吨标准煤 吨标煤 标准吨 载重吨 综合吨 蒸吨 吨公里 人公里 升 毫升 桶 千瓦 瓦 兆瓦 吉瓦 千瓦时 度 兆瓦时 千伏 伏 千伏安 兆伏安 马力 焦耳 吉焦 摄氏度 ℃ 分贝 P EFLOPS PFLOPS TB
    PB EB GB Gbps Tbps 毫安 赫兹 赫 纱锭 锭 标准箱 TEU 标箱 kW MW GW kWh km m2 ㎡ 匹布 平方英尺 英里 加仑 立方英尺 公升 石油当量 吨油当量 吨碳 吨二氧化碳
    吨二氧化碳当量 卡 千卡 毫克/升 英寸 公尺 平方公尺 立方公尺 公分 市尺 尺 丈 平方尺 斗 寸 锭子 分 吨海里 人海里
    """
)
"""Units of length, area, volume, mass, power, energy, data."""

STOCK: Final = words(
    """
    个 家 户 人 名 位 件 项 条 座 所 处 宗 台 台套 台(套) 套 辆 艘 架 只 头 匹 羽 尾 株 棵 丛 张 份 本 册 部 篇 首 幅 场 场次 次 人次 架次 列次 班次 车次 户次 家次 件次 批次
    艘次 趟 列 班 节 箱 袋 筒 门 口 眼 对 双 副 支 组 队 例 起 桩 笔 单 票 间 栋 幢 层 床 张床位 段 片 块 枚 颗 粒 瓶 盏 道 扇 根 顶 把 面 杆 挂 类 种 款 型 村 镇 乡 县 市 省 国
    校 院 店 厂 企 席 席位 床位 泊位 车位 户籍 公顷次 亩次 课 课时 学位 卷 期 届 辈 桌 餐 平台 基地 通道 车道 站 线 网 点 环节 万 星 级 人天 人日 人年 员 公里次 台次 座次 标段 地块
    案 宗地 组团 股 头只 万头 头(只) 辆次 户(次) 人(次) 支队 尊 束 捆 车 船 批 株(丛) 劳动日 工日 工时 锭次 铺 个次 轮 剂次 件套 个工日 例次 粒次 点位 剂 处次
    """
)
"""Measure words for things that are counted."""

TIME: Final = words(
    """
    年 年度 个年 周年 个年头 月 个月 个多月 季度 个季度 日 天 个工作日 工作日 周 个星期 星期 小时 个小时 分钟 秒 秒钟 岁 周岁 时 个昼夜 世纪 个世纪 年代 个周期 点
    """
)
"""Units of time."""

RATES: Final = ("%", "‰", "个百分点", "百分点", "个点", "倍", "个千分点", "成", "番")
"""Units of shares, points and multiples."""

CLASSIFIED: Final = frozenset((*STOCK, "成", "番")) - {"万"}

UNITS: Final = frozenset((*MONEY, *PHYSICAL, *CLASSIFIED, *TIME, *RATES))
"""Everything that counts as a unit."""

LONGEST: Final = max(map(len, UNITS))

CONCRETE: Final = frozenset(
    words(
        """
    户 人 名 座 条 所 处 宗 台 套 辆 艘 架 株 棵 栋 幢 间 场次 人次 架次 家 件 口 眼 部 篇 例 起 笔 对 只 头 匹 门 列 块 枚 张 份
    """
    )
) | frozenset((*MONEY, *PHYSICAL)) - {"里", "两", "方", "度", "克", "石", "升", "角", "分"}
"""Units of which even one to nine, in Chinese numerals, are a count and no figure of speech."""

SIGNED: Final = frozenset({"%", "‰", "个百分点", "百分点"})
"""Units of numbers before which a minus may be printed."""

PER: Final = frozenset(words("千瓦时 平方米 立方米 公里 吨 亩 斤 公斤 人 户 度"))
"""What another unit is counted by (元每平方米)."""

CUT_UNITS: Final = frozenset("瓦克米伏卡赫")
"""What makes one unit with a 千 before it, which is no numeral then (三千瓦)."""

PUBLIC: Final = "事主政办警营宿兵间族生"
"""What makes another word of 民 after a number of people (5人民办园, but 5万人民)."""

COUNTED_PLACES: Final = frozenset("省市县区州镇乡")
"""Places among which another is ranked (全省11市中位列第2)."""

SHORT: Final = {
    "个百分点": "百分点", "个点": "百分点", "元人民币": "元", "人民币元": "元", "港币": "港元", "平方": "平方米", "平米": "平方米", "立方": "立方米",
    "公吨": "吨", "千克": "公斤", "千米": "公里", "个工作日": "工作日", "㎡": "平方米", "m2": "平方米", "km": "公里", "市亩": "亩",
    "市斤": "斤", "吨标煤": "吨标准煤", "周岁": "岁", "个多月": "个月", "华里": "里", "市担": "担",
}  # fmt: skip
"""Units that have a usual shorter form."""

NO_UNIT: Final = {"家": frozenset("庭长禽畜具属")}
"""What makes a noun of a measure word (2900万家庭)."""

PEOPLE: Final = (
    "人口", "群众", "居民", "职工", "农民", "学生", "干部", "劳动力", "人民", "百姓", "老人", "党员", "人员", "师生", "工人", "青年",
    "妇女", "儿童", "儿女", "同胞", "游客", "移民", "贫困人口", "毕业生", "老年人", "孕产妇", "官兵", "市民", "少年", "军民", "对象", "群体", "人才", "农民工", "劳动者", "学员", "患者",
)  # fmt: skip
"""Nouns that, right after a number, say that people are counted."""
