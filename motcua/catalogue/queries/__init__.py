"""What one can ask about procedures: everything from memory."""

from motcua.catalogue.queries.faults import faults as faults
from motcua.catalogue.queries.procedures import doubts as doubts
from motcua.catalogue.queries.procedures import every_procedure as every_procedure
from motcua.catalogue.queries.procedures import everything_in_force as everything_in_force
from motcua.catalogue.queries.procedures import fields as fields
from motcua.catalogue.queries.procedures import in_force as in_force
from motcua.catalogue.queries.procedures import paper as paper
from motcua.catalogue.queries.procedures import process as process
from motcua.catalogue.queries.procedures import version as version
from motcua.catalogue.queries.procedures import versions_of as versions_of
from motcua.catalogue.queries.reach import may_publish as may_publish
from motcua.catalogue.queries.receiving import competent_unit as competent_unit
from motcua.catalogue.queries.receiving import process_for as process_for
from motcua.catalogue.queries.receiving import receivable as receivable
from motcua.catalogue.queries.receiving import received_at as received_at
from motcua.catalogue.queries.receiving import search as search
from motcua.catalogue.queries.receiving import unit_of_step as unit_of_step
from motcua.catalogue.queries.receiving import why_not_receivable as why_not_receivable
from motcua.catalogue.queries.samples import sample as sample
from motcua.catalogue.queries.samples import uploaded_sample as uploaded_sample
from motcua.catalogue.queries.shelf import revision as revision
