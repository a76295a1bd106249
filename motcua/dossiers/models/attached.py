"""Paper that came afterwards as a file: the signed result, the voucher of a payment made elsewhere."""

from django.db import models

from motcua.dossiers.models.way import Result, Row


class ResultScan(Row):
    """The file of a result on paper, signed for by who scanned it; the newest row of a result counts."""

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="+")
    file_id = models.UUIDField()
    sha256 = models.BinaryField()
    way = models.TextField()

    class Meta:
        db_table = "dossiers_result_scan"


class Voucher(Row):
    """The voucher of a payment made elsewhere, beside the receipt (biên lai) that was given for it."""

    receipt_id = models.UUIDField()
    file_id = models.UUIDField()

    class Meta:
        db_table = "dossiers_voucher"
