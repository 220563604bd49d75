"""What is left to people, and why: codes of sentences that no code carries, or not wholly, each group with its reason."""

LEFT = {
    "0": "The title.",
    "0.2 0.3": "Names a source; the province's guideline says what follows from it here.",
    "0.4": "Which posts are managed by whom is entered with units and posts by the administrator.",
    "0.5": "The sentence with which the guideline opens.",
    "1.1.1 1.1.3": "An aim of personnel work. The whole application serves it; no rule follows from it.",
    "1.2.1": "Whether a mark is fair, and a task has one person answering for it, is judged by those who appraise and approve.",
    "1.2.2": "That tasks follow the congress's resolution is seen to by whoever approves the plan.",
    "1.2.3": "Keeping procedures few, and mending what hinders, is a way of working that no program can promise.",
    "2.1": "Collective leadership, unity and impartiality are lived. The application holds rights, the road and the history.",
    "2.4": "What suits a sector or a post is set by the unit, within what the law leaves open.",
    "3.1.* 3.2.*": (
        "Under which letter a post falls is entered with the post; the person's tier follows from it."
    ),
    "3.3.1": "To whom else the guideline applies is decided by the competent level and entered with the post.",
    "3.3.2": "Whether such a person is rated by half-year or at the year's end, and how, is left to the units: only quarters are held.",
    "B4.2": "A proposal is written into column 7; moving people is decided elsewhere.",
    "B5.1": (
        "Unpublished papers on cadres managed by the centre are state secrets: no dossier of theirs is held here, "
        "and their package goes its own way."
    ),
    "B5.2 B5.3": (
        "The letter and the report to the centre are sent by the offices themselves; the tables come from here. Mẫu 03 is told "
        "late; a list says when it was closed, and nothing tells it late."
    ),
    "B5.4": "An introduction: the package's parts follow.",
    "B5.4.1": "A letter, written and signed in the unit's document system; the application does not gather the package.",
    "B5.4.2 B6.2.1": "The minutes are a signed paper; the session keeps its day, members, votes and the minutes' number.",
    "B6.1": "Results are made known inside the application; what is posted elsewhere, the unit posts.",
    "B6.2": "The signed paper lies with the competent level; the application keeps the decision with its digest.",
    "5.1 5.2/1": (
        "The year's own rating is given and recorded elsewhere: the page of the year says what bars it, and nothing here "
        "can refuse it."
    ),
    "5.3": "The list names who is to be replaced; replacing them is decided elsewhere.",
    "6.2/2": "Reminding, criticising and disciplining belong to people; the ledger tells them what happened.",
    "6.3/2": (
        "What field a deputy or member has charge of, and how far they answer with the others, is weighed by whoever proposes; "
        "only the bar on the best rating is held."
    ),
    "8.1": "Directing the work is the duty of the bodies named; what they set for themselves is kept as their policy.",
    "8.2.1": "How a collective is judged is the committees' work; its figures and their approval are kept here.",
    "8.3.1": "Guidance, inspection and reporting upwards are work of Ban Tổ chức Tỉnh ủy; the figures for it come from here.",
    "8.3.2": "Difficulties are told to the province by letter; the application has no mailbox.",
    "8.NN": "The list of recipients.",
    "8.KT": "The signature.",
    "PL1 PL2": "A title.",
    "PL1.1.2": (
        "Whether an item belongs to the duty given, is clear and can be counted is judged by whoever approves the catalog; "
        "only the same row twice is warned of."
    ),
    "PL1.2.1": "Taking stock of a unit's tasks is the staff's work; what comes of it is a row of the catalog.",
    "PL1.2.3/3 PL2.2 PL2.LY.1": "How points are found is each unit's to work out; its factors stand in its policy.",
}
