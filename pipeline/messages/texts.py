"""The words of mails to colleagues, in English and French; numbers and names, no amount or text of a mail."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from domain.alarms import Trouble
from domain.money import as_text
from store.repositories.messages import Handed, Listed, Waiting

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "subject": "{day}: {waiting} wait, {overdue} overdue, {mine} yours",
        "hello": "Good morning {who},",
        "waiting": "Waiting for a person: {waiting}, overdue: {overdue}",
        "mine": "Assigned to you: {mine}, overdue: {mine_overdue}",
        "drafts": "Answers that wait as drafts: {drafts}",
        "held": "Answers held back by a switch: {held}",
        "alarms": "Alarms: {names}",
        "calm": "Alarms: none",
        "first": "The most urgent:",
        "due": "due {when}",
        "handed": "{by} gave you work item {item}.",
        "handed_many": "{count} work items were given to you: {items}.",
        "handed_subject": "{count} work item(s) for you",
        "pages": "The queue: {address}",
        "why": "You asked for this mail on your account page, where you can also end it.",
    },
    "fr": {
        "subject": "{day} : {waiting} en attente, {overdue} en retard, {mine} à vous",
        "hello": "Bonjour {who},",
        "waiting": "En attente d’une personne : {waiting}, en retard : {overdue}",
        "mine": "Confiés à vous : {mine}, en retard : {mine_overdue}",
        "drafts": "Réponses en brouillon : {drafts}",
        "held": "Réponses retenues par un interrupteur : {held}",
        "alarms": "Alarmes : {names}",
        "calm": "Alarmes : aucune",
        "first": "Les plus urgents :",
        "due": "pour le {when}",
        "handed": "{by} vous a confié le dossier {item}.",
        "handed_many": "{count} dossiers vous ont été confiés : {items}.",
        "handed_subject": "{count} dossier(s) pour vous",
        "pages": "La file : {address}",
        "why": "Vous avez demandé ce courriel sur la page de votre compte, où vous pouvez aussi l’arrêter.",
    },
}
Said = Callable[[str], str]


def words_of(language: str) -> Mapping[str, str]:
    """Return the words of a language, the English ones for one that is not spoken."""
    return WORDS.get(language, WORDS["en"])


def digest(
    language: str,
    who: str,
    day: date,
    found: Waiting,
    alarms: Sequence[Trouble],
    listed: Sequence[Listed],
    pages: str,
) -> tuple[str, str]:
    """Return subject and text of a digest; `listed` is empty unless details are wished."""
    words = words_of(language)
    numbers = {name: getattr(found, name) for name in Waiting.__slots__}
    names = ", ".join(dict.fromkeys(alarm.name.value.replace("_", " ") for alarm in alarms))
    lines = [words["hello"].format(who=who), ""]
    lines += [words[name].format(**numbers) for name in ("waiting", "mine", "drafts", "held")]
    lines.append(words["alarms"].format(names=names) if names else words["calm"])
    if listed:
        lines += ["", words["first"], *(_line(words, one) for one in listed)]
    subject = words["subject"].format(day=day.isoformat(), **numbers)
    return subject, "\n".join([*lines, *_ending(words, pages, "/")])


def handed(language: str, given: Sequence[Handed], pages: str) -> tuple[str, str]:
    """Return subject and text of a notice of what was handed over."""
    words = words_of(language)
    if len(given) == 1:
        text, path = words["handed"].format(by=given[0].by, item=given[0].item), f"/items/{given[0].item}"
    else:
        items = ", ".join(str(one.item) for one in given)
        text, path = words["handed_many"].format(count=len(given), items=items), "/?state=mine"
    subject = words["handed_subject"].format(count=len(given))
    return subject, "\n".join([text, *_ending(words, pages, path)])


def _line(words: Mapping[str, str], one: Listed) -> str:
    route = one.route.value.replace("_", " ") if one.route else "?"
    amount = f"{as_text(one.amount)} {one.currency or ''}".strip() if one.amount is not None else ""
    due = words["due"].format(when=f"{one.due_at:%Y-%m-%d %H:%M} UTC") if one.due_at else ""
    subject = "".join(sign for sign in " ".join(one.subject.split()) if sign.isprintable())[:80]
    parts = [part for part in (route, one.customer_id or "", amount, due, subject) if part]
    return f"  {one.number}: {', '.join(parts)}"


def _ending(words: Mapping[str, str], pages: str, path: str) -> list[str]:
    link = ["", words["pages"].format(address=f"{pages}{path}")] if pages else []
    return [*link, "", "-- ", words["why"], ""]
