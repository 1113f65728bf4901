import csv
from importlib import resources

import pytest

from wangge.trust.prohibited import PROHIBITED, Topic
from wangge.trust.words import find_prohibited, screen_import


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("check_in_time", Topic.ATTENDANCE),
        ("checkIn", Topic.ATTENDANCE),
        ("daily check-ins", Topic.ATTENDANCE),
        ("WorkerClockIn", Topic.ATTENDANCE),
        ("在线时长统计", Topic.ATTENDANCE),
        ("每日签到", Topic.ATTENDANCE),
        ("bonus_points", Topic.POINTS),
        ("积分兑换", Topic.POINTS),
        ("worker ranking of the month", Topic.RANKING),
        ("网格员排名", Topic.RANKING),
        ("report_quota", Topic.QUOTA),
        ("monthlyQuotas", Topic.QUOTA),
        ("key_person_list", Topic.MARKED_PERSONS),
        ("KeyPersons", Topic.MARKED_PERSONS),
        ("重点人员台账", Topic.MARKED_PERSONS),
        ("is_petitioner", Topic.PETITIONERS),
        ("上访户", Topic.PETITIONERS),
        ("former-prisoner", Topic.FORMER_PRISONERS),
        ("刑满释放人员", Topic.FORMER_PRISONERS),
        ("drug_users", Topic.DRUG_USERS),
        ("社区戒毒人员", Topic.DRUG_USERS),
        ("mentalIllness", Topic.MENTAL_ILLNESS),
        ("严重精神障碍患者", Topic.MENTAL_ILLNESS),
        ("religion", Topic.RELIGION),
        ("宗教信仰", Topic.RELIGION),
        ("political_status", Topic.POLITICS),
        ("政治面貌", Topic.POLITICS),
        ("risk_score", Topic.PERSON_SCORES),
        ("居民信用分", Topic.PERSON_SCORES),
        ("face_recognition", Topic.FACES),
        ("人脸比对", Topic.FACES),
        ("video_stream_url", Topic.VIDEO),
        ("实时视频", Topic.VIDEO),
        ("police_interface", Topic.POLICE),
        ("综治中心", Topic.POLICE),
        ("worker_tracks", Topic.TRACKS),
        ("GPSTrack", Topic.TRACKS),
        ("巡查轨迹", Topic.TRACKS),
    ],
)
def test_a_prohibited_word_is_found_in_any_style_of_writing(text, topic):
    assert [found.topic for found in find_prohibited(text)] == [topic]


@pytest.mark.parametrize(
    "text",
    [
        "checked_at",
        "check order",
        "checking",
        "check_index",
        "Please check in the lane whether it is dry.",
        "precheck_inside",
        "point on a boundary",
        "points",
        "place_code",
        "Rank",
        "franking machine",
        "disk quota exceeded",
        "surface_id",
        "keyboard",
        "key_id",
        "public key of a person",
        "tracking link",
        "track_number",
        "railway track",
        "video camera damaged",
        "监控摄像头损坏",
        "垃圾堆积分布图",
        "绿地面积分类",
        "重点人行天桥",
        "统一社会信用代码",
        "综合治理",
        "轨道交通",
        "任务分项",
        "在线办理",
        "排水",
        "civil affairs policy",
        "Communities believe in it",
    ],
)
def test_a_harmless_word_that_looks_alike_is_left_alone(text):
    assert find_prohibited(text) == ()


def test_a_found_word_is_told_as_it_stands():
    found = find_prohibited("Sum of BonusPoints and 打卡")
    assert {(one.word, one.topic) for one in found} == {
        ("bonus_points", Topic.POINTS),
        ("打卡", Topic.ATTENDANCE),
    }


def test_every_topic_has_words_in_both_languages():
    assert {entry.topic for entry in PROHIBITED} == set(Topic)
    assert all(entry.english and entry.chinese for entry in PROHIBITED)


@pytest.mark.parametrize(
    ("row", "pointer"),
    [
        ("邻居信访未答复", "petition office"),
        ("Petition against the demolition", "petition office"),
        ("举报某社区书记受贿", "12388"),
        ("控告材料", "12388"),
        ("Accusation against an official", "12388"),
        ("隔壁家庭暴力", "110"),
        ("domestic violence next door", "110"),
        ("精神病人走访", "community health service"),
        ("流浪乞讨人员", "relief station"),
        ("beggars at the station", "relief station"),
        ("可疑人员排查", "person the subject"),
        ("suspicious person in the stairwell", "person the subject"),
        ("流动人口登记", "person the subject"),
        ("摸排居住人员信息", "person the subject"),
        ("tenant registration", "person the subject"),
        ("您的身份证号是多少？", "person the subject"),
        ("重点人员走访", "place or the thing"),
        ("每日打卡", "place or the thing"),
        ("Your religion?", "place or the thing"),
    ],
)
def test_a_row_about_persons_petitions_or_accusations_is_refused_with_a_pointer(row, pointer):
    sentence = screen_import(row)
    assert sentence is not None
    assert pointer in sentence


@pytest.mark.parametrize(
    "row",
    [
        "举报：巷口垃圾成堆",
        "投诉餐饮油烟",
        "信访局门口井盖缺失",
        "占道经营",
        "流浪狗尸体",
        "道路登记编号不清",
        "人行道破损",
        "独居老人家门口路灯不亮",
        "People trip over the pavement",
        "Manhole cover missing",
        "Person-sized hole in the fence",
        "Corrugated roof loose",
        "精神病院门前占道",
    ],
)
def test_a_row_about_a_place_or_a_thing_enters(row):
    assert screen_import(row) is None


def test_the_shipped_catalogue_passes_its_own_screen():
    folder = resources.files("wangge.catalogue") / "data"
    for sheet in (file for file in folder.iterdir() if file.name.endswith(".csv")):
        for row in csv.reader(sheet.read_text(encoding="utf-8").splitlines()):
            refused = {cell: screen_import(cell) for cell in row if screen_import(cell)}
            assert refused == {}, sheet.name
