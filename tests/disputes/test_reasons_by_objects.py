"""A complaint that names no reason outright gets it from what its sentences speak of."""

from disputes.arrivals import what_never_came
from disputes.objects import reason_by_objects
from domain.complaints import complaints_in
from domain.phrases import read
from domain.words import DisputeReason


def test_object_of_the_refusing_sentence_outweighs_the_subject() -> None:
    clauses = read("We will not pay, the pump is faulty.", "en")
    assert reason_by_objects(clauses, read("VAT", "en")) is DisputeReason.DAMAGED_OR_DEFECTIVE


def test_two_objects_of_equal_weight_leave_the_reason_open() -> None:
    assert reason_by_objects(read("We refuse payment: damaged, twice.", "en"), ()) is None


def test_goods_on_an_invoice_that_never_came_are_not_the_invoice() -> None:
    clauses = read("The clips on INV-205615 never turned up so you will not be paid.", "en")
    telling = [one.clause for one in complaints_in(clauses)]
    found = what_never_came(DisputeReason.INVOICE_NOT_RECEIVED, clauses, telling)
    assert found is DisputeReason.NOT_DELIVERED


def test_refusal_without_the_invoice_itself_keeps_its_reason() -> None:
    clauses = read("We never received INV-1007 and will not pay something we have not got.", "en")
    telling = [one.clause for one in complaints_in(clauses)]
    found = what_never_came(DisputeReason.INVOICE_NOT_RECEIVED, clauses, telling)
    assert found is DisputeReason.INVOICE_NOT_RECEIVED
