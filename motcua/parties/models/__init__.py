"""Tables of persons."""

from motcua.parties.models.earlier import EarlierPerson as EarlierPerson
from motcua.parties.models.name import PersonName as PersonName
from motcua.parties.models.person import PersonRow as PersonRow
