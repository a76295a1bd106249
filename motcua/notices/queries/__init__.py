"""What one can ask about messages: is a channel on, what waits in the outbox, what was told about something, the texts."""

from motcua.notices.queries.habits import channels_on as channels_on
from motcua.notices.queries.habits import declinable as declinable
from motcua.notices.queries.habits import habits as habits
from motcua.notices.queries.habits import is_news as is_news
from motcua.notices.queries.outbox import Outbox as Outbox
from motcua.notices.queries.outbox import message_for as message_for
from motcua.notices.queries.outbox import outbox as outbox
from motcua.notices.queries.outbox import told as told
from motcua.notices.queries.outbox import waiting as waiting
from motcua.notices.queries.outbox import waiting_for_a_person as waiting_for_a_person
from motcua.notices.queries.outbox import was_told as was_told
from motcua.notices.queries.reached import named_in_messages as named_in_messages
from motcua.notices.queries.reached import reached_at as reached_at
from motcua.notices.queries.texts import text_on as text_on
from motcua.notices.queries.texts import texts_on as texts_on
from motcua.notices.queries.texts import versions as versions
from motcua.notices.queries.wishes import declined as declined
from motcua.notices.queries.wishes import declined_of as declined_of
from motcua.notices.rules import faults_of as faults_of
