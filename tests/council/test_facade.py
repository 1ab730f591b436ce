"""The facade tells who was what on a day."""

from datetime import date

from app.council import queries
from tests.factories.house import House

DAY = date(2024, 5, 1)


def test_the_duty_year_of_a_day_is_found(house: House) -> None:
    found = house.read(queries.duty_year_on, house.council_id, DAY)
    assert (found.year, found.starts_on) == (2024, date(2024, 1, 1))
    assert house.read(queries.duty_year_on, house.council_id, date(2021, 5, 1)) is None
    assert house.read(queries.duty_year, house.council_id, 2024).id == found.id


def test_members_posts_and_units_are_read_as_of_a_day(house: House) -> None:
    unit = house.unit("activity_group", "经济活动组")
    plain = house.member("甲", unit_id=unit)
    standing = house.member("乙", standing=True)
    council = house.council_id
    assert {row.id for row in house.read(queries.members_on, council, DAY)} == {plain, standing}
    assert house.read(queries.members_on, council, date(2020, 1, 1)) == []
    assert house.read(queries.standing_ids_on, council, DAY) == [standing]
    assert house.read(queries.unit_member_ids_on, council, unit, DAY) == [plain]
    assert house.read(queries.role_of, council, standing, DAY) == "standing"
    assert house.read(queries.role_of, council, plain, DAY) == "member"
    assert house.read(queries.roles_on, council, DAY) == {standing: "standing"}
    assert [row.unit for row in house.read(queries.places_on, council, DAY)] == ["经济活动组"]
    assert house.read(queries.briefs, council, [plain, standing])[plain].name == "甲"
    assert house.read(queries.term_on, council, DAY).number == 14


def test_a_tenure_does_not_outlive_its_term(house: House) -> None:
    house.member("甲")
    assert house.read(queries.members_on, house.council_id, date(2027, 2, 20))
    assert house.read(queries.members_on, house.council_id, date(2027, 2, 21)) == []
