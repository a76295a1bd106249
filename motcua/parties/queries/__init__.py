"""What one can ask about persons, and the pure helpers that neighbours need beside it."""

from motcua.parties.queries.find import find as find
from motcua.parties.queries.find import ids_by_name as ids_by_name
from motcua.parties.queries.find import ids_by_number_or_phone as ids_by_number_or_phone
from motcua.parties.queries.find import ids_of_same as ids_of_same
from motcua.parties.queries.person import earlier as earlier
from motcua.parties.queries.person import names as names
from motcua.parties.queries.person import person_for as person_for
from motcua.parties.queries.person import persons as persons
from motcua.parties.queries.person import suspected_twins as suspected_twins
from motcua.parties.rules import clean_person as clean_person
from motcua.parties.rules import plain as plain
from motcua.parties.rules import row_of as row_of
from motcua.parties.rules import sort_key as sort_key
