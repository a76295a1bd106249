"""Tables of procedures in versions."""

from motcua.catalogue.models.draft import DraftEnd as DraftEnd
from motcua.catalogue.models.draft import DraftRow as DraftRow
from motcua.catalogue.models.draft import DraftWriting as DraftWriting
from motcua.catalogue.models.procedure import ExemptionRow as ExemptionRow
from motcua.catalogue.models.procedure import FeeRow as FeeRow
from motcua.catalogue.models.procedure import PaperRow as PaperRow
from motcua.catalogue.models.procedure import ProcedureRow as ProcedureRow
from motcua.catalogue.models.procedure import Revision as Revision
from motcua.catalogue.models.procedure import VersionRow as VersionRow
from motcua.catalogue.models.process import ProcessRow as ProcessRow
from motcua.catalogue.models.process import StepRow as StepRow
from motcua.catalogue.models.proposal import ProposalEndRow as ProposalEndRow
from motcua.catalogue.models.proposal import ProposalRow as ProposalRow
from motcua.catalogue.models.sample import DeclarationRow as DeclarationRow
from motcua.catalogue.models.sample import SampleRow as SampleRow
