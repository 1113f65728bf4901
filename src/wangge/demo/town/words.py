"""Chinese words from which the names of an invented city are made. Only words: no geometry, no choice."""

ROAD_FIRST = "云霁澄锦瑞翠兰桂梅柳松竹枫棠荷菊晴朝晚星月虹霞江滨泉溪湖岭峰石桥塔阁书墨琴文德仁信和顺康宁泰丰盛华新"
ROAD_SECOND = "集川汇源岸渚浦湾洲畔渡津亭台苑园坊屏岩坡冈林峦庐舟帆韵声光辉阳明平安庆昌隆兴远达通惠民祥茂"

ROAD_ENDINGS = {
    "primary": ("大道", "大道", "路"),
    "secondary": ("路", "路", "大街"),
    "tertiary": ("路", "路", "街"),
    "residential": ("路", "街", "街"),
    "living_street": ("巷", "巷", "里"),
    "footway": ("巷",),
}

COMMUNITY_FIRST = (
    "云汀", "锦渚", "翠屏", "澄溪", "霁月", "棠梨", "枫香", "竹影", "松涛", "柳浦",
    "兰陔", "桂坞", "荷塘", "梅岭", "晴川", "虹桥", "霞浦", "星潭", "墨香", "书院",
    "琴台", "仁和", "信义", "康泰", "丰乐", "瑞云", "石鼓", "泉水", "江枫", "白鹭",
)  # fmt: skip
COMMUNITY_SECOND = tuple("湾坡岭台园桥渡坪冲垴铺井巷里堰洲畈咀店庙")

CAMPUS_FIRST = ("晴川", "锦渚", "澄溪", "翠屏", "云汀", "松涛")
CAMPUS_LAST = ("理工学院", "师范学院", "医学院", "职业技术学院")
SCHOOL_LAST = ("实验中学", "高级中学", "外国语学校")
MALL_FIRST = ("虹桥", "瑞云", "星潭", "霁月", "康泰", "丰乐")
MALL_LAST = ("购物中心", "广场", "天地")
