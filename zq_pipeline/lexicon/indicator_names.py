"""How names of indicators are written: variants of one word, what may stand before and behind a name, and families of names."""

import re
from typing import Final

SAME: Final = {
    "国内生产总值": "生产总值", "地区生产总值": "生产总值", "GDP": "生产总值", "规模以上": "规上", "限额以上": "限上",
    "研究与试验发展": "研发", "R&D": "研发", "固定资产投资": "固投", "社会消费品零售": "社零", "每千名": "每千", "每百名": "每百",
    "每千人口": "每千人", "每万人口": "每万人", "每百万人口": "每百万人", "每十万人": "每10万人", "所占比重": "占比重", "所占比例": "占比重",
    "第三产业": "三产", "第二产业": "二产", "第一产业": "一产", "战新产业": "战略性新兴产业", "一次能源消费总量": "一次能源消费",
    "营业收入": "营收", "跨境电子商务": "跨境电商", "农村义务教育": "义务教育", "PM_2.5": "PM2.5",
}  # fmt: skip
"""Regular variants of one word, brought to one form in names and aliases alike."""

QUALIFIERS: Final = (
    "累计", "全年", "全部", "当年", "年度", "本年", "年末", "期末", "年底", "年均", "预计", "预期", "实现", "其中", "上半年",
    "各类", "全口径", "今年", "每年", "年",
)  # fmt: skip
"""What may stand before a known name without changing what is measured."""

HEADS: Final = (
    "完成", "达到", "力争", "确保", "努力", "新建", "改建", "扩建", "改造", "建成", "建设", "开工", "启动", "培育", "认定", "引进", "发放", "兑现", "办结", "办理",
    "开行", "开通", "开展", "组织", "举办", "交付", "整治", "治理", "修复", "投放", "拨付", "落实", "争取", "减免", "筹集", "统筹", "推进", "推动", "加快",
    "培训", "帮扶", "支持", "保障", "打造", "创建", "获批", "获评", "入选", "新增", "新获批", "新入选", "新认定", "新培育", "拥有", "保有", "实施", "招引",
    "签约", "落地", "投用", "建成投用", "新改建", "提升", "更新", "新改扩建", "改扩建", "维修", "养护", "维修养护", "提档升级", "铺设", "疏浚", "栽植",
    "保持", "稳定", "扩大", "提高", "增加", "促进", "使", "将", "推广", "新开工", "续建", "建立", "设立", "化解", "调处", "受理", "制定", "出台", "修订", "修改", "废止", "修改和废止", "修改废止",
    "吸引", "接待", "实现", "带动", "免费", "盘活", "消化", "处置", "供应", "完工", "竣工", "新引进", "新招引", "发行", "撬动", "复垦", "新发展", "发展",
    "新(改)建", "新(改、扩)建", "新(改扩)建", "改)建", "新建和改造", "新建改造", "新建改扩建", "巩固", "精准", "常态化", "高质量", "高标准", "集中", "全面",
    "吸纳", "输送", "运营", "救助", "服务", "开设", "完善", "优化", "布局", "登记", "净增", "再增", "再建", "备案", "评选", "评定", "推荐", "配建", "加装",
)  # fmt: skip
"""Verbs that a name may still have in front."""

TAILS: Final = (
    "数量", "总数", "总量", "总规模", "规模", "数", "建设", "创建", "稳定", "在", "达", "落地", "挂牌", "揭牌", "投用", "投入使用", "建成投用", "建成", "开工",
    "总值", "总额", "金额", "水平", "任务", "目标", "开工建设", "建设改造", "运营", "开诊运营", "名单", "保持", "实现", "提高", "面积", "里程", "总里程", "人数",
    "资金", "改造", "升级改造", "更新改造", "改造提升", "改造升级", "治理", "整治", "修复", "覆盖", "全覆盖", "试点", "开行", "累计开行", "通车", "投产", "并网", "达标", "认定",
)  # fmt: skip
"""What a name may still have behind, since the list says it shorter."""

PROVINCES: Final = "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆"
OWN: Final = "全国|全[省市县区镇乡州旗村域]|全(?:街道|地区|自治区)|[我本][国省市县区镇乡州旗]|中国|各[省市县区镇乡]"
NO_PLACE: Final = "社区|小区|城市|城区|市区|郊区|山区|地区|城镇|乡镇|村镇|超市|夜市|都市|景区|片区|灾区|库区|街区|校区|园区|辖区|区县|市县|上市|省级|农村|乡村|度假区|示范区|试验区|先行区"

NEW: Final = ("新增", "新设", "新建", "新认定")
GROWTH: Final = re.compile(r"(?:同比|年均|名义|实际)?(?:增速|增长速度|增长率|增幅|涨幅|降幅|增长)$")
GROWING: Final = "经济"
"""what grows is the whole (经济增长5%), whatever is cut off its name"""
JOINTS: Final = re.compile("[、和及与]|以及")

_BRANCH: Final = r"[\u4e00-\u9fff（）、“”A-Z\d]{1,14}"
FAMILIES: Final = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        (rf"限上(?P<breakdown>{_BRANCH}?)(?:类)?(?:商品)?零售额", "retail_sales_above_designated"),
        (rf"(?P<breakdown>{_BRANCH}?(?:产业|制造业|工业|农业|林业|牧业|渔业|行业|服务业|建筑业|零售业|餐饮业|批发业|运输业|软件业|经济|技术业))增加值", "branch_value_added"),
        (rf"(?P<breakdown>{_BRANCH}?(?:产业|产业类|制造业|行业|服务业|建筑业|软件业|农业|能源|基础设施|领域))(?:完成)?投资(?:额|总额)?", "branch_investment"),
        (rf"(?P<breakdown>{_BRANCH}?(?:产业|产业集群|产业链|制造业|园区|加工业|装备|能源|全产业链))(?:综合|工业)?(?:总)?产值", "branch_output_value"),
        (rf"(?P<breakdown>{_BRANCH}?(?:产业|产业集群|产业链|集群|制造业|服务业|企业|产业园|园区|核心产业|国企|软件业))(?:营业总)?(?:营收|收入)(?:规模)?", "branch_revenue"),
        (rf"(?P<breakdown>{_BRANCH}?)产量", "product_output"),
        (r"对(?P<breakdown>[\u4e00-\u9fff一“”]{2,14}?)(?:货物)?进出口(?:总额|总值)?", "goods_trade"),
        (r"对(?P<breakdown>[\u4e00-\u9fff一“”]{2,14}?)(?:货物)?出口(?:总额|总值|额)?", "goods_exports"),
        (rf"(?P<breakdown>{_BRANCH}?(?:产品|汽车|电池|电路|机器人|手机|整车|船舶|设备|服装|电脑|摩托车|组件|新三样”?))出口(?:额|总额|量)?", "product_exports"),
        (rf"(?P<breakdown>{_BRANCH}?)贷款余额", "loan_balance"),
        (rf"(?P<breakdown>{_BRANCH}?)覆盖率", "coverage_rate"),
        (rf"(?P<breakdown>{_BRANCH}?)贡献率", "contribution_rate"),
        (rf"(?P<breakdown>{_BRANCH}?占{_BRANCH}?)(?:比重|的比重|份额)", "share"),
        (rf"(?P<breakdown>{_BRANCH}?)(?:占比)", "share"),
        (rf"(?P<breakdown>{_BRANCH}?)(?:普及率)", "penetration_rate"),
        (rf"(?P<breakdown>{_BRANCH}?)(?:满意率|满意度)", "satisfaction_rate"),
    )
)  # fmt: skip
"""Names whose branch is open: the pattern, and the indicator it is of."""

NO_BRANCH: Final = re.compile(
    r"[比每和与及]|增加值.|增速|新增|以上|全年|单位|人均|亩均|平均|^(?:主要|主导|特色|重点|各类|其他|其它|部分|相关|全产业)|^(?:产业|企业|园区|行业|产品|集群)$"
)
"""A branch that names none, or two things at once."""
