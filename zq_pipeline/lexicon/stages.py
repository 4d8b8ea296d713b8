"""Words that say which amount a number is: what there is, what came new, what came together, what a year came to."""

import re
from typing import Final

YEARLY: Final = re.compile("(?:年均|年平均)(?!浓度|气温|降水)|每年平均|平均每年")
"""but 年均浓度 is the mean of one year"""
TOGETHER: Final = re.compile("累计|共计|合计|总计|先后")
NEW: Final = re.compile(
    r"新增|净增|新建|新设|新开|新签|新培育|新认定|新引进|新改建|新改扩建|新登记|再[增建添]|增加了?(?=[\d一二三四五六七八九])|新\(改"
)
THERE_IS: Final = re.compile(
    "达到?|已有|现有|共有|拥有|保有|总数|总量|存量|余额|增[至到]|升[至到]|提高到|提升[至到]|下?降[至到]|扩大到|发展到|稳定在|保持在|突破|超过?|跃上|跨过|迈上"
)
"""with the name of something that can be counted or stands at a level"""

PARTIAL: Final = re.compile("带动|拉动|撬动|其中|[^,;。]{2,8}贡献")
"""words before the number of a part, or of what something brought about, under the name of the whole"""

FROM: Final = re.compile(r"[从由][^,;。，；\d]*\Z|[从由]\d{4}年的?\Z")
RISES: Final = re.compile(
    "[^,;。，；]{0,4}?(?:提高|增加|增长|上升|提升|扩大|下降|降低|减少|缩小|压减|上涨|发展|增|升|降|减)[到至为]"
)
"""around what a change started from: 从12家增加到20家"""
