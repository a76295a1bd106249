"""What one can do to persons."""

from motcua.parties.services.correct import correct as correct
from motcua.parties.services.erase import forget_names as forget_names
from motcua.parties.services.erase import mark_erased as mark_erased
from motcua.parties.services.forget import forget as forget
from motcua.parties.services.load import load_people as load_people
from motcua.parties.services.take import take as take
