"""What one can do to the catalogue."""

from motcua.catalogue.services.change import abolish as abolish
from motcua.catalogue.services.change import set_fees as set_fees
from motcua.catalogue.services.change import set_papers as set_papers
from motcua.catalogue.services.change import set_particulars as set_particulars
from motcua.catalogue.services.change import withdraw_version as withdraw_version
from motcua.catalogue.services.draft import begin_draft as begin_draft
from motcua.catalogue.services.draft import drop_draft as drop_draft
from motcua.catalogue.services.draft import publish_draft as publish_draft
from motcua.catalogue.services.draft import write_draft as write_draft
from motcua.catalogue.services.load import load as load
from motcua.catalogue.services.load import publish_folder as publish_folder
from motcua.catalogue.services.proposal import publish_proposal as publish_proposal
from motcua.catalogue.services.proposal import send_back_proposal as send_back_proposal
from motcua.catalogue.services.proposal import withdraw_proposal as withdraw_proposal
from motcua.catalogue.services.publish import publish_process as publish_process
from motcua.catalogue.services.publish import set_limit as set_limit
from motcua.catalogue.services.sample import keep_sample as keep_sample
from motcua.catalogue.services.sample import replace_sample as replace_sample
from motcua.catalogue.services.sample import restore_sample as restore_sample
