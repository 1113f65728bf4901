"""The words that never enter (R-47, R-56), each with its topic; how they are found in a text lies in ``words``.

English: ``_`` stands for a space, a hyphen, an underscore or a step of camelCase; ``-`` for the same without the space.
"""

from dataclasses import dataclass
from enum import StrEnum


class Topic(StrEnum):
    """Why a word is here."""

    ATTENDANCE = "attendance"
    POINTS = "points"
    RANKING = "ranking"
    QUOTA = "quota"
    MARKED_PERSONS = "marked persons"
    PETITIONERS = "petitioners"
    FORMER_PRISONERS = "former prisoners"
    DRUG_USERS = "drug users"
    MENTAL_ILLNESS = "mental illness"
    RELIGION = "religion"
    POLITICS = "politics"
    PERSON_SCORES = "scores of persons"
    FACES = "faces"
    VIDEO = "video"
    POLICE = "police"
    TRACKS = "tracks"


@dataclass(frozen=True)
class Prohibited:
    """What belongs to one topic; ``unless`` are longer words that contain one of these and mean no harm."""

    topic: Topic
    english: tuple[str, ...]
    chinese: tuple[str, ...]
    unless: tuple[str, ...] = ()


# "check in" with a space is left alone: "please check in the lane". So is "point", which geometry needs.
PROHIBITED = (
    Prohibited(
        Topic.ATTENDANCE,
        ("check-in", "clock-in", "punch-in", "online_time", "last_online", "last_seen"),
        ("签到", "打卡", "在线时长", "在线时间", "最后在线", "脱岗"),
    ),
    Prohibited(
        Topic.POINTS,
        ("bonus_point", "reward_point", "loyalty_point", "credit_point", "merit_point", "points-balance"),
        ("积分",),
        unless=("面积分", "体积分", "容积分", "堆积分", "淤积分", "沉积分"),
    ),
    Prohibited(
        Topic.RANKING,
        ("ranking", "leaderboard", "league_table", "worker_rank", "person_rank"),
        ("排名", "排行", "龙虎榜", "红黑榜"),
        unless=("排行道树",),
    ),
    Prohibited(
        Topic.QUOTA,
        ("quota",),
        ("上报指标", "下达指标", "任务指标", "上报任务量", "最低上报", "定额上报"),
        unless=("disk quota", "storage quota", "quota of the disk"),
    ),
    Prohibited(
        Topic.MARKED_PERSONS,
        (
            "key_person", "key_persons", "key_people", "key_population", "key_individual", "person_of_interest",
            "suspicious_person", "special_population", "watchlist", "watch-list", "blacklist", "black-list", "dossier",
        ),
        (
            "重点人", "重点关注人", "重点对象", "重点监管对象", "特殊人群", "管控对象", "管控人员", "稳控", "维稳",
            "黑名单", "人员档案", "一人一档", "人员分级", "人员标签", "可疑人员", "嫌疑人员",
        ),
        unless=("重点人行", "重点人流", "重点人工"),
    ),
    Prohibited(Topic.PETITIONERS, ("petitioner",), ("信访人", "信访户", "上访", "缠访", "闹访")),
    Prohibited(
        Topic.FORMER_PRISONERS,
        (
            "former_prisoner", "ex-prisoner", "former_convict", "ex-convict", "released_prisoner", "ex-offender",
            "former_offender", "parolee", "criminal_record", "community_correction",
        ),
        ("刑满", "刑释", "前科", "犯罪记录", "社区矫正", "安置帮教", "服刑"),
    ),
    Prohibited(
        Topic.DRUG_USERS,
        ("drug_user", "drug_addict", "drug_abuser", "drug_rehabilitation"),
        ("吸毒", "戒毒", "涉毒", "瘾君子"),
    ),
    Prohibited(
        Topic.MENTAL_ILLNESS,
        ("mental_illness", "mental_disorder", "mentally_ill", "mental_patient", "psychiatric_patient"),
        ("精神病", "精神障碍", "精神异常", "精神疾病", "肇事肇祸"),
        unless=("精神病医院", "精神病院"),
    ),
    Prohibited(
        Topic.RELIGION,
        ("religion", "religious", "religious_belief", "believer"),
        ("宗教", "信教", "教徒", "邪教", "信徒"),
        unless=("宗教事务局", "宗教局", "宗教活动场所"),
    ),
    Prohibited(
        Topic.POLITICS,
        ("political_view", "political_opinion", "political_affiliation", "political_status", "party_membership"),
        ("政治面貌", "政治倾向", "政治观点", "政治立场", "政治表现"),
    ),
    Prohibited(
        Topic.PERSON_SCORES,
        ("risk_score", "credit_score", "social_credit", "citizen_score", "trust_score", "person_score", "person_level"),
        ("风险评分", "信用分", "信用评分", "信用等级", "个人评分", "人员评分", "社会信用"),
        unless=("信用分类", "社会信用代码", "统一社会信用"),
    ),
    Prohibited(
        Topic.FACES,
        ("face_recognition", "facial_recognition", "face_id", "face_match", "faceprint", "face_feature"),
        ("人脸", "刷脸", "面部识别"),
    ),
    # A camera is city property with a number and may be broken; what it sees never comes here.
    Prohibited(
        Topic.VIDEO,
        ("video_stream", "video_feed", "live_video", "video_surveillance", "video_footage", "video_patrol"),
        ("视频流", "实时视频", "视频巡查", "视频抓拍", "视频调阅", "调取视频", "视频画面"),
    ),
    Prohibited(
        Topic.POLICE,
        ("police_interface", "police_api", "police_system", "police_database", "police_feed", "public_security_api"),
        ("综治", "警务平台", "警务系统", "公安接口", "公安系统", "公安网", "警综", "雪亮工程"),
    ),
    Prohibited(
        Topic.TRACKS,
        (
            "worker_track", "gps_track", "location_history", "location_trail", "position_history", "position_log",
            "live_location", "live_position", "geofence", "geo-fence",
        ),
        ("轨迹", "实时定位", "实时位置", "电子围栏"),
    ),
)  # fmt: skip
