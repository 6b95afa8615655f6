"""The words of acts in the audit trail that the pages write themselves; the catalogue has their French."""

SIGNED_IN, SIGNED_OUT, REFUSED = "signed_in", "signed_out", "sign_in_refused"
ACTIONS = (
    *(SIGNED_IN, SIGNED_OUT, REFUSED, "session_ended", "password_changed", "language_changed", "uploaded"),
    *("user_added", "user_changed", "token_made", "token_ended", "values_changed", "values_corrected"),
    *("values_undone", "values_done_again", "setting_changed", "mailbox_paused", "mailbox_resumed"),
    *("ledger_imported", "ledger_refused", "exported", "confirmed", "closed", "reopened", "handed", "noted"),
    *("company_chosen", "postponed", "taken_over", "tried_again", "worked_again", "shelved", "links_revoked"),
    *("part_begun", "part_put_back", "part_split_off", "person_replied", "reminders_stopped", "restored"),
    *("routing_model_made", "routing_model_activated"),
    *("answer_approved", "answer_dropped", "answer_found_in_sent", "answer_sent", "answer_stopped"),
    *("answer_written_anew", "answer_changed", "mail_begun", "colleague_answered"),
    *("canned_text_kept", "canned_text_removed"),
    *("answer_uncertain", "answer_withdrawn", "breaker_tripped", "change_asked", "change_agreed"),
    "change_declined",
    *("template_activated", "template_deleted", "template_proposal_accepted", "template_proposal_declined"),
    *("template_proposed", "template_retired", "template_version_added", "webhook_tried_again"),
    *("erased", "disclosed", "marked_private", "marked_open", "private_opened"),
    *("hold_set", "hold_ended", "sender_added", "sender_asked", "sender_ended"),
)
"""Those that the French catalogue must know."""
