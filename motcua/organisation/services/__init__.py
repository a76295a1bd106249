"""What one can do to units."""

from motcua.organisation.services.give_code import give_code as give_code
from motcua.organisation.services.load import load as load
