"""`profile check` names every fault and doubt in words, with file, line and column."""

import json
import subprocess
import sys

import pytest

from motcua.clocks.folder.findings import Severity, say_place
from motcua.clocks.folder.reader import read_folder
from motcua.profile.checks.whole import check
from motcua.profile.commands import run
from motcua.profile.tests.provinces import Province, bac_kan_folder


@pytest.fixture
def bac_kan():
    return bac_kan_folder()


@pytest.fixture
def province(tmp_path):
    return Province(tmp_path)


def found(folder, severity=Severity.FAULT) -> list[tuple[str, str]]:
    return [(say_place(each), each.sentence) for each in check(folder) if each.severity is severity]


def test_the_shipped_folder_has_doubts_and_no_fault(bac_kan):
    assert found(bac_kan) == []
    assert ("processes.csv, dòng 15, cột published_total_hours", "Ghi 84 giờ, các bước cộng lại là 76 giờ.") in found(
        bac_kan, Severity.DOUBT
    )
    over = [sentence for _place, sentence in found(bac_kan, Severity.DOUBT) if "dài hơn thời hạn" in sentence]
    assert over == ["Các bước cần 80 giờ, dài hơn thời hạn 5 ngày làm việc; quy trình được giữ và đánh dấu."]


FAULTS = [
    # file, what stands there, what a hand wrote instead, where it is found, what is said
    (
        "units.csv",
        "BK-SNV,BK,",
        "BK-SNV,BX,",
        "units.csv, dòng 4, cột parent_code",
        "Không có mã «BX» trong units.csv.",
    ),
    (
        "units.csv",
        "BK-SNV,BK,",
        "BK-VPUB,BK,",
        "units.csv, dòng 4, cột code",
        "«BK-VPUB» đã có ở dòng 3; mỗi mã chỉ một dòng.",
    ),
    (
        "units.csv",
        "1997-01-01,2025-06-30",
        "1997-01-01,1996-06-30",
        "units.csv, dòng 2, cột valid_to",
        "Ngày hết hiệu lực trước ngày có hiệu lực.",
    ),
    (
        "units.csv",
        "000.00.01.H03",
        "000-00-01",
        None,
        "«000-00-01» không đúng dạng mã định danh (QCVN 102:2016 hoặc QĐ 20/2020/QĐ-TTg).",
    ),
    ("units.csv", "000.00.01.H03", "000.00.00.H03", None, None),
    (
        "units.csv",
        ",,2025-02-28,BK-SNV2,",
        ",,2025-07-15,BK-SNV2,",
        "units.csv, dòng 4, cột parent_code",
        "Đơn vị cấp trên BK không tồn tại suốt thời gian của đơn vị này (1/1/1997 - 30/6/2025).",
    ),
    (
        "units.csv",
        "BK-01834,BK-058,",
        "BK-01834,BK-01837,",
        "units.csv, dòng 37, cột parent_code",
        "Đơn vị cấp commune không thể trực thuộc BK-01837 (commune).",
    ),
    (
        "units.csv",
        "BK,,Tỉnh",
        "BK,BK-SNV,Tỉnh",
        "units.csv, dòng 2, cột parent_code",
        "Các đơn vị cấp trên nối thành vòng.",
    ),
    (
        "units.csv",
        ",01837,",
        ",01834,",
        "units.csv, dòng 38, cột gso_code",
        "Mã 01834 cùng lúc thuộc BK-01834 (dòng 37) và BK-01837: hai thời gian chồng nhau.",
    ),
    (
        "reorganisation.csv",
        "BK-SKHDT,BK-STC2,2025-03-01",
        "BK-SKHDT,BK-STC9,2025-03-01",
        "reorganisation.csv, dòng 2, cột successor_code",
        "Không có mã «BK-STC9» trong units.csv.",
    ),
    (
        "reorganisation.csv",
        "BK-SKHDT,BK-STC2,2025-03-01",
        "BK-SKHDT,BK-STC2,2025-02-01",
        "reorganisation.csv, dòng 2, cột date",
        "Đơn vị BK-SKHDT vẫn còn sau ngày sắp xếp 1/2/2025.",
    ),
    (
        "reorganisation.csv",
        "BK-SKHDT,BK-STC2,2025-03-01",
        "BK-SKHDT,,2025-03-01",
        "reorganisation.csv, dòng 2, cột successor_code",
        "Thiếu đơn vị kế thừa; chỉ «abolish» (giải thể) mới để trống.",
    ),
    (
        "reorganisation.csv",
        "BK-SKHDT,BK-STC2,2025-03-01",
        "BK-STC,BK-STC2,2025-03-01",
        "reorganisation.csv, dòng 3, cột predecessor_code",
        "«BK-STC + BK-STC2 + 2025-03-01» đã có ở dòng 2; mỗi mã chỉ một dòng.",
    ),
    (
        "procedures.csv",
        "1.000894,",
        "1.001193,",
        "procedures.csv, dòng 3, cột code",
        "«1.001193» đã có ở dòng 2; mỗi mã chỉ một dòng.",
    ),
    (
        "procedures.csv",
        ",commune,3,working_day,",
        ",commune,0,working_day,",
        "procedures.csv, dòng 4, cột limit_value",
        "Thời hạn 0 chỉ dùng với same_working_day; chưa biết thì để trống.",
    ),
    (
        "procedures.csv",
        ",commune,3,working_day,",
        ",commune,ba,working_day,",
        "procedures.csv, dòng 4, cột limit_value",
        "«ba» không phải là số không âm (phần lẻ sau dấu chấm).",
    ),
    (
        "procedures.csv",
        ",commune,0,same_working_day,",
        ",commune,1,same_working_day,",
        "procedures.csv, dòng 2, cột limit_value",
        "Trả trong ngày thì số ngày phải là 0.",
    ),
    (
        "procedures.csv",
        "Hộ tịch,commune,commune,",
        "Hộ tịch,village,commune,",
        "procedures.csv, dòng 2, cột level_receive_2020",
        "«village» không có trong các giá trị: commune, district, province.",
    ),
    ("procedures.csv", "department:SKHDT", "department:SXYZ", None, "Không có sở «SXYZ» trong units.csv."),
    (
        "components.csv",
        "1.001193,,1,",
        "9.999999,,1,",
        "components.csv, dòng 2, cột procedure_code",
        "Không có mã «9.999999» trong procedures.csv.",
    ),
    (
        "components.csv",
        "1.001193,,2,",
        "1.001193,,1,",
        "components.csv, dòng 3, cột position",
        "«1.001193 + 1» đã có ở dòng 2; mỗi mã chỉ một dòng.",
    ),
    (
        "processes.csv",
        "QT-1.013871-354a,1.013871",
        "QT-1.013871-354a,1.999999",
        "processes.csv, dòng 2, cột procedure_code",
        "Không có mã «1.999999» trong procedures.csv.",
    ),
    (
        "processes.csv",
        "QT-1.013871-354a,",
        "QT-mat,",
        "processes.csv, dòng 2, cột process_id",
        "Quy trình không có bước nào trong steps.csv.",
    ),
    (
        "steps.csv",
        "QT-1.013871-354a,1.013871,1,",
        "QT-1.013871-354a,1.013876,1,",
        "steps.csv, dòng 2, cột procedure_code",
        "Bước thuộc thủ tục 1.013876, quy trình thuộc thủ tục 1.013871.",
    ),
    (
        "steps.csv",
        "QT-1.013871-354a,1.013871,2,",
        "QT-1.013871-354a,1.013871,1,",
        "steps.csv, dòng 3, cột step_no",
        "«QT-1.013871-354a + 1» đã có ở dòng 2; mỗi mã chỉ một dòng.",
    ),
    ("steps.csv", ",receive,", ",take,", "steps.csv, dòng 2, cột action_code", None),
    (
        "holidays.csv",
        "2016-01-01,T6",
        "2016-01-01,T5",
        "holidays.csv, dòng 2, cột weekday",
        "Ngày 1/1/2016 là T6, không phải T5.",
    ),
    (
        "holidays.csv",
        "2016-02-08,T2",
        "2016-02-07,CN",
        "holidays.csv, dòng 4, cột date",
        "«2016-02-07» đã có ở dòng 3; mỗi mã chỉ một dòng.",
    ),
    (
        "holidays.csv",
        "state_sector,2018-12-31,",
        "state_sector,2018-12-30,",
        None,
        "Không có dòng nào cho ngày hoán đổi 30/12/2018.",
    ),
    (
        "holidays.csv",
        "state_sector,2019-01-05,",
        "state_sector,2019-05-04,",
        None,
        "Hai ngày hoán đổi 31/12/2018 và 4/5/2019 không khớp: một ngày nghỉ, một ngày làm bù, trỏ vào nhau.",
    ),
    (
        "holidays.csv",
        "holiday,Tết Dương lịch,no",
        "holiday,Tết Dương lịch,yes",
        "holidays.csv, dòng 2, cột working_day",
        "Loại holiday thì working_day phải là no.",
    ),
    ("holidays.csv", "2016-01-01,T6", "2013-01-01,T3", "holidays.csv, cột date", "Năm 2014 không có ngày nghỉ nào."),
    (
        "agencies_2020.csv",
        "1.000091,Sở Y tế,BK-SLDTBXH",
        "1.000091,Sở Y tế,BK-SXX",
        "agencies_2020.csv, dòng 3, cột unit_2020",
        "Không có mã «BK-SXX» trong units.csv.",
    ),
    (
        "agencies_2020.csv",
        "1.000091,Sở Y tế,BK-SLDTBXH",
        "1.000091,Sở Y tế,BK-STC2",
        "agencies_2020.csv, dòng 3, cột unit_2020",
        "Đơn vị BK-STC2 không tồn tại vào ngày của hồ sơ tỉnh.",
    ),
    (
        "standard_processes.csv",
        "same_day,2,specialist,process,0.60",
        "same_day,2,specialist,process,0.70",
        "standard_processes.csv, dòng 2, cột share_of_limit",
        "Các phần thời hạn của same_day cộng lại là 1,1, phải là 1.",
    ),
    (
        "population.csv",
        "BK-01834,",
        "BK-00000,",
        "population.csv, dòng 2, cột code",
        "Không có mã «BK-00000» trong units.csv.",
    ),
    (
        "programme.csv",
        "F1,P0,",
        "F1,P9,",
        "programme.csv, dòng 3, cột parent_id",
        "Không có mã «P9» trong programme.csv.",
    ),
    (
        "procedures_national.csv",
        "1.001193,",
        "1.999999,",
        "procedures_national.csv, dòng 2, cột code",
        "Không có mã «1.999999» trong procedures.csv.",
    ),
    (
        "profile.toml",
        'unit = "BK"',
        'unit = "BK-SNV"',
        "profile.toml, cột unit",
        "unit = «BK-SNV» phải là đơn vị cấp tỉnh trong units.csv, tồn tại vào ngày 11/5/2020.",
    ),
    (
        "profile.toml",
        'return_unpaid = "refuse"',
        'return_unpaid = "perhaps"',
        None,
        "return_unpaid phải là refuse hoặc allow.",
    ),
    ("profile.toml", "1000, 500, 200]", '"1000"]', None, "denominations phải là các mệnh giá, viết bằng đồng."),
    (
        "profile.toml",
        '"Người cao tuổi", percent = 50',
        '"Người cao tuổi", percent = 150',
        None,
        "old phải có name và percent từ 1 đến 100.",
    ),
    (
        "forms/khai-sinh.json",
        '"1.001193"',
        '"1.999999"',
        "forms/khai-sinh.json, cột procedure_codes",
        "Không có mã «1.999999» trong procedures.csv.",
    ),
    ("forms/khai-sinh.json", "{", "[{", None, "Dòng này không đúng cách viết JSON."),
    (
        "forms/khai-sinh.json",
        '"khai-sinh"',
        '"khai-tu"',
        "forms/khai-sinh.json, cột form_id",
        "form_id phải trùng tên tệp.",
    ),
]


@pytest.mark.parametrize(("slip", "place", "sentence"), [(each[:3], *each[3:]) for each in FAULTS])
def test_a_slip_of_the_hand_is_a_fault_with_its_place(province, slip, place, sentence):
    province.spoil(*slip)

    faults = found(province.read())

    assert faults
    assert place is None or place in [where for where, _sentence in faults]
    assert sentence is None or sentence in [told for _where, told in faults]


DOUBTS = [
    ("processes.csv", ",8,160.0,", ",7,160.0,", "processes.csv, dòng 2, cột steps", "Ghi 7 bước, steps.csv có 8."),
    (
        "processes.csv",
        ",8,160.0,",
        ",8,150.0,",
        "processes.csv, dòng 2, cột sum_step_hours",
        "Ghi 150 giờ, các bước cộng lại là 160 giờ.",
    ),
    (
        "population.csv",
        "5495,5495,0",
        "5495,5494,0",
        "population.csv, dòng 2, cột population_2019_04_01",
        "Thành thị 5494 + nông thôn 0 không bằng tổng số 5495.",
    ),
    (
        "steps.csv",
        ',4.0,"0,5 ngày",yes,',
        ',,"0,5 ngày",yes,',
        None,
        "Bước tính vào thời hạn nhưng chưa biết bao nhiêu giờ.",
    ),
    ("holidays.csv", "2016-09-02,T6,holiday,Quốc khánh,no,all,,Bộ luật Lao động 2012 Điều 115,high,\n", "", None, None),
    (
        "agencies_2020.csv",
        "1.000091,UBND tỉnh,BK,high,\n",
        "",
        None,
        "Chưa biết «UBND tỉnh» là đơn vị nào vào ngày của hồ sơ tỉnh.",
    ),
]


@pytest.mark.parametrize(("slip", "place", "sentence"), [(each[:3], *each[3:]) for each in DOUBTS])
def test_what_contradicts_itself_but_was_published_is_a_doubt(province, slip, place, sentence):
    province.spoil(*slip)
    folder = province.read()

    doubts = found(folder, Severity.DOUBT)

    assert found(folder) == []
    assert place is None or (place, sentence) in doubts
    assert sentence is None or sentence in [told for _where, told in doubts]


def test_exit_status_tells_faults_from_doubts(province, capsys):
    assert run(["check", str(province.path)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("0 lỗi, ")

    province.spoil("units.csv", "BK-SNV,BK,", "BK-SNV,BX,")
    (province.path / "steps.csv").unlink()

    assert run(["check", str(province.path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "LỖI: steps.csv: Thiếu tệp bắt buộc." in lines
    assert "LỖI: units.csv, dòng 4, cột parent_code: Không có mã «BX» trong units.csv." in lines


def test_the_machine_gets_one_object(province, capsys):
    province.spoil("units.csv", "BK-SNV,BK,", "BK-SNV,BX,")

    assert run(["check", str(province.path), "--json"]) == 1
    told = json.loads(capsys.readouterr().out.splitlines()[-1])

    assert told["faults"] == 1
    assert told["doubts"] == len(told["findings"]) - 1
    assert told["findings"][0] == {
        "severity": "fault",
        "code": "unknown-code",
        "sentence": "Không có mã «BX» trong units.csv.",
        "file": "units.csv",
        "line": 4,
        "column": "parent_code",
        "place": "units.csv, dòng 4, cột parent_code",
    }


def test_a_folder_that_is_not_there_is_a_fault_and_no_traceback(tmp_path, capsys):
    assert run(["check", str(tmp_path / "nowhere")]) == 1
    assert "Không thấy thư mục" in capsys.readouterr().out
    assert run(["doubts", str(tmp_path / "nowhere")]) == 1


SMALL = {
    "profile.toml": (
        'name = "Cao Bằng"\nunit = "CB"\ndemo_day = 2020-05-11\n[sessions]\nmonday_to_friday = ["07:30-11:30", "13:30-17:30"]\n'
        '[codes]\nlegacy = { from = 1997-01-01 }\n[deadlines]\nmodel = "B"\n[pauses]\nsupplement = "SUSPEND_RESUME"\n'
    ),
    "units.csv": (
        "code,parent_code,name,level,unit_type,gso_code,eid_code,valid_from,valid_to,successor_code\n"
        "CB,,Tỉnh Cao Bằng,province,tỉnh,04,000.00.00.H14,,,\n"
        "CB-1,CB,Huyện Bảo Lâm,district,huyện,042,,,,\n"
    ),
    "reorganisation.csv": "predecessor_code,successor_code,date,change_type\n",
    "procedures.csv": (
        "code,name,field,level_receive_2020,level_decide_2020,level_now,limit_value,limit_unit,fee_vnd,online_level,result,legal_basis,in_force_2020\n"
        "1.000001,Cấp giấy phép,Xây dựng,district,district,commune,10,working_day,,3,Giấy phép,,yes\n"
    ),
    "processes.csv": "process_id,procedure_code,variant_label,steps,sum_step_hours,published_total_hours,agency_path\n",
    "steps.csv": "process_id,procedure_code,step_no,agency,role,action_code,hours,counts_toward_limit,parallel_group\n",
    "holidays.csv": "date,weekday,kind,name,working_day,swap_with\n2020-04-30,T5,holiday,Lễ,no,\n",
}


def test_another_provinces_folder_without_the_optional_tables(tmp_path):
    for name, words in SMALL.items():
        (tmp_path / name).write_text(words, encoding="utf-8")

    folder = read_folder(tmp_path, usual=None)

    assert found(folder) == []
    files = {place for place, _sentence in found(folder, Severity.DOUBT) if "," not in place}
    assert {"components.csv", "posts.csv", "standard_processes.csv", "agencies_2020.csv", "population.csv"} <= files


def test_checking_loads_no_django():
    script = (
        "import sys\nfrom motcua.website.command import run\n"
        "import motcua.profile.queries\n"
        "assert run(['profile', 'doubts', '--json']) == 0\n"
        "heavy = {'django', 'psycopg'} & set(sys.modules)\nassert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
