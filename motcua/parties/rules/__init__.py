"""Pure decisions about persons: names, cleaning, rows."""

from motcua.parties.rules.cleaning import clean_number as clean_number
from motcua.parties.rules.cleaning import clean_person as clean_person
from motcua.parties.rules.cleaning import clean_phone as clean_phone
from motcua.parties.rules.names import plain as plain
from motcua.parties.rules.names import sort_key as sort_key
from motcua.parties.rules.rows import contact_mark as contact_mark
from motcua.parties.rules.rows import contact_of as contact_of
from motcua.parties.rules.rows import number_index as number_index
from motcua.parties.rules.rows import number_indexes as number_indexes
from motcua.parties.rules.rows import number_of as number_of
from motcua.parties.rules.rows import person_of as person_of
from motcua.parties.rules.rows import phone_index as phone_index
from motcua.parties.rules.rows import phone_indexes as phone_indexes
from motcua.parties.rules.rows import row_of as row_of
from motcua.parties.rules.rows import sealed_of as sealed_of
