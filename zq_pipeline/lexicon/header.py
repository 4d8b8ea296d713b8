"""What government sites print above and below a report: names of the header table, and the furniture of the page."""

from typing import Final

FIELDS: Final = {
    "index_number": ("索引号", "索 引 号", "索引编号", "信息索引号"),
    "publisher": ("发布机构", "发布单位", "发文机关", "发文单位", "公开机构", "信息来源", "责任部门", "制发机关"),
    "disclosure": ("公开方式", "公开形式", "公开属性"),
    "published": ("发文日期", "发布日期", "发布时间", "成文日期", "生成日期", "公开日期", "公布日期", "添加时间", "更新时间", "录入时间", "日期", "时间"),
    "category": ("组配分类", "主题分类", "信息分类", "公文种类", "体裁分类"),
    "document_number": ("文件编号", "发文字号", "文号", "文 号"),
    "media": ("来源", "稿件来源", "文章来源"),
    "other": ("有效性", "浏览次数", "浏览量", "阅读次数", "点击数", "阅读", "评论", "访问量", "点击量", "字号", "字体", "作者", "编辑", "责任编辑", "标题", "名称", "主题词", "分享"),
}  # fmt: skip
"""Field of the origin (``media`` and ``other`` only tell furniture) → the names that pages print, with a colon after."""

FURNITURE: Final = frozenset((
    "下载", "打印", "全屏", "收藏", "加大", "还原", "减小", "分享", "首页", ">", "】", "【", "|", "大", "中", "小", "纠错", "关闭",
    "打印本页", "关闭窗口", "政府信息公开", "政府工作报告", "返回顶部", "相关报道", "相关链接", "相关阅读", "附件", "扫一扫在手机打开当前页",
    "Public domain", "false", "true",
))  # fmt: skip
"""Lines that are the site's, not the report's."""

BETWEEN: Final = (
    "添加时间", "更新时间", "录入时间", "发布时间", "发布日期", "打印时间", "浏览次数", "浏览量", "阅读次数", "点击数", "点击量", "访问量", "来源", "稿件来源", "文章来源", "信息来源",
    "字号", "字体", "责任编辑", "编辑",
)  # fmt: skip
"""Fields of the header that are printed on each page, between the paragraphs of the report."""

FOOT: Final = (
    "相关文章",
    "本栏最新",
    "上一篇",
    "下一篇",
    "本作品是",
    "相关报道",
    "相关链接",
    "相关阅读",
    "相关稿件",
    "扫一扫",
    "责任编辑",
    "打印本页",
    "主办单位",
    "联系我们",
    "联系地址",
)
"""Beginnings of a line below the report, after which everything is the site's."""

IMPRINT: Final = ("版权所有", "网站标识码", "网站地图", "ICP备", "公网安备")
"""Words of the same, wherever they stand in a line."""
