"""What is left to people, and why: codes of sentences that no code carries, or not wholly, each group with its reason."""

LEFT = {
    "0": "The title.",
    "0.1": "Names a source; of it Điều 11 is carried, its bands and grounds, where the sentences below come to them.",
    "0.2 0.3": "Names a source; the province's guideline says what follows from it here.",
    "0.4": "Which posts are managed by whom is entered with units and posts by the administrator.",
    "0.5": "The sentence with which the guideline opens.",
    "1.1.1 1.1.3": "An aim of personnel work. The whole application serves it; no rule follows from it.",
    "1.1.2": (
        "The year's own rating, and what personnel work makes of the results, is decided elsewhere: here the quarters are followed, "
        "kept and told together."
    ),
    "1.2.1": "Whether a mark is fair, and a task has one person answering for it, is judged by those who appraise and approve.",
    "1.2.2": (
        "That tasks follow the congress's resolution is seen to by whoever approves the plan; the year's own criteria are not held, "
        "only the quarter's."
    ),
    "1.2.3": "Keeping procedures few, and mending what hinders, is a way of working that no program can promise.",
    "2.1": "Collective leadership, unity and impartiality are lived. The application holds rights, the road and the history.",
    "2.2": (
        "Who holds posts in two units is judged at the main one; what the other says of them is asked for and attached by people "
        "(open-questions 14)."
    ),
    "2.3/1": "What a product was worth in the end is judged where the year is rated.",
    "2.3/2": (
        "Whether a result stands out is judged by whoever confirms it; that 30 % of the tasks must exceed is our reading "
        "(open-questions 21)."
    ),
    "2.4": (
        "What suits a sector or a post is judged by the province, which sets its readings, and by the unit, which sets its scale of "
        "factors and its catalog: a unit's other criteria are not held."
    ),
    "2.5/1 PL2.LY.2": (
        "Which axis is the main one for somebody's function and post, and whether the weights suit it, is judged by whoever approves "
        "the plan: that both are said, and how they stand to each other, is checked."
    ),
    "3.1.* 3.2.*": (
        "Under which letter a post falls is entered with the post; the person's tier follows from it."
    ),
    "3.3.1": "To whom else the guideline applies is decided by the competent level and entered with the post.",
    "3.3.2": (
        "That a member takes no part in professional work is entered with the post. Whether such a person is rated by half-year, at "
        "the year's end or not at all is the unit's to say, and on which ground."
    ),
    "B1.2 M02.note": "Gathering and advising is the staff's work, and so is keeping the signed paper; versions and dossiers are kept here.",
    "B2.1": "That it is done when the quarter ends is seen to by people: it may begin as soon as the plan is approved.",
    "B2.2": (
        "That a round is one of direct entry is said by whoever opens it, and that all tasks are listed is seen to by whoever "
        "appraises."
    ),
    "B1.1/1 M01.note/1": "That a plan follows the year's programme is seen to by whoever collates and approves it.",
    "M01.note/2": "That what arose is added without delay is up to the person: nothing measures when it arose.",
    "B3.1": (
        "Who sits on the council, its quorum and its ballot are the unit's own (open-questions 16): the session keeps who sat and "
        "how they voted, and one opinion a person is asked for."
    ),
    "B3.2/1 PL2.i/2 PL2.ii": "What a product deserves is judged by whoever marks it; the formula reckons with their factors.",
    "B3.2/2": "Which tasks are key is said by people; a level is asked of those alone.",
    "B4.1/1": "That there is a ground of Điều 11 khoản 4 is recorded by people with its document; nothing here finds it out.",
    "B4.1/2": "What Mục 6 leaves to judgement is left to it: see there.",
    "B4.2": "A proposal is written into column 7 where there is one, and nobody is asked for it; moving people is decided elsewhere.",
    "B5.1": (
        "Unpublished papers on cadres managed by the centre are state secrets: no dossier of theirs is held here, "
        "and their package goes its own way."
    ),
    "B5.2 B5.3": (
        "The report to the centre is sent by the office itself; the tables come from here. Mẫu 03 is late by when it arrived, a "
        "list by when it was closed, a package by when it was sent."
    ),
    "B5.4": "An introduction: the package's parts follow.",
    "B5.4.1": "Drafted here as DOCX; its number, its day and its signature are the office's, and it comes back as a signed paper.",
    "B5.4.3": "Each is sent as it says at that moment, with its digest; the signed original lies with the unit.",
    "B5.4.4 B6.2.3": (
        "Mẫu 06 is a division's proposal; whom the managing unit uses itself it decides on Mẫu 04 at once, without a Mẫu 06."
    ),
    "B5.4.2 B6.2.1": "The signed minutes are a paper: they are drawn up here as PDF and DOCX, and signed by hand.",
    "B6.1": "Results are made known inside the application; what is posted elsewhere, the unit posts.",
    "B6.2": "The signed paper lies with the competent level; the application keeps the decision and its Mẫu 03, with a digest.",
    "5.2/2": "Among people with equal counts whoever rates the year chooses; who passes somebody over says why.",
    "5.2/1": (
        "How the quarters make up a year no formula says: a level is suggested (more than half of the quarters reached it), and "
        "whoever rates otherwise says why. Where Quý IV has no rating of its own, its result is written by them."
    ),
    "5.3": "The list names who is to be replaced; replacing them is decided elsewhere, and recorded here with its day and number.",
    "6.1.1/1": (
        "The percentage and what it is of are the Bộ Chính trị's: 20 % of those rated Tốt or better is our reading (open-questions 22), "
        "which the province sets."
    ),
    "6.1.1/2": (
        "How far a head's level follows the collectives', beyond the limits of 6.3, is weighed by whoever rates: a higher one asks "
        "for an answer, no more."
    ),
    "6.1.3": (
        "Whether a reason is objective or force majeure is the authority's to say; that a task is short when less was done than "
        "planned is our reading (open-questions 10)."
    ),
    "6.2/1": "Whether conditions were unmet is said by whoever decides; how a head answers for it, by the competent level.",
    "6.3/1": "What was assigned, completed and excused is typed by the unit and approved above it; nothing here measures it.",
    "6.2/2": "Reminding, criticising and disciplining belong to people; the ledger tells them what happened.",
    "6.3/2": (
        "Of which field a deputy has charge is recorded by the unit, and need not be; how far a deputy or member answers with the "
        "others is weighed by whoever proposes."
    ),
    "7": "An introduction: the cases follow. Of what it names, Quy định 366 is carried in Điều 11 alone, Hướng dẫn 43 not at all.",
    "7.a": (
        "That the new post is the higher one is said by whoever enters it (bổ nhiệm chức vụ cao hơn): there is no order of posts to "
        "compare by. That it is the same unit is read of the unit that manages the person."
    ),
    "7.a.1 7.a.2": (
        "The party cell and the collective evaluate where they sit; the dossier keeps that they have, with the paper, and how the "
        "results of both posts weigh together is judged by whoever decides."
    ),
    "7.b": "Of whoever comes from outside the province no earlier post is known here: their old unit's letter is asked for by people.",
    "7.c": (
        "That a change of post comes of a reorganisation is said by whoever enters it. A task belongs to the time before or after the "
        "change by its due day; what was begun before is weighed by the appraiser."
    ),
    "7.d": "Unfinished tasks are offered to the next plan; how what was done weighs in the next quarter is judged there.",
    "7.d.2": (
        "First is the first of the posts that are entered: one held before the records began, or outside the province, is entered "
        "by people, or said in the answer to the warning."
    ),
    "7.d.1 7.d.3 7.d.4": "That somebody is away or under inspection is recorded by staff; nothing tells the application of it.",
    "7.e": "Which other cases there are is said by competent documents; beyond rating, deferring or exempting it is done by people.",
    "8.1": (
        "Directing the work is the duty of the bodies named; of what they lay down for themselves the scale of factors, the earlier "
        "last days and the catalog are kept, other criteria and ways of working are not."
    ),
    "8.2.1": (
        "How a collective is judged is the committees' work; its figures of the quarter and their approval are kept here, the year's "
        "are not."
    ),
    "8.2.2": (
        "The year's assessment is not held, only the quarter's. Who the standing members are is entered as a duty over units: where "
        "nobody has it, axis 3 is approved without their word, and the page says so."
    ),
    "8.2.3": "In which other form results are made public each committee decides; here they are shown to whoever is signed in.",
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
    "PL1.2.2/1": "The coefficient is the product's: a unit that wants it by post lists the product twice (open-questions 25).",
    "PL1.2.2/2": (
        "Whether the standard item has a clear process and can be compared is judged by whoever approves the catalog; only an ad hoc "
        "one is warned of."
    ),
    "PL1.2.4/1": "The unit gives the points and coefficients are reckoned from them (open-questions 4), not points from coefficients.",
    "PL2.1.3/3": "That a KPI above 100 % lifts nothing beyond an axis's maximum is our reading (open-questions 3).",
    "PL2.VD.2/1": "The guideline prints column D unconverted above a converted total; here it is converted (open-questions 1).",
    "M03.confirm": "A committee that leads is taken to have a standing committee; where it has none, its own name is written in by hand.",
    "M03.note M04.note M05.note M06.note": "The signed paper is sent by the offices; here its instants are held.",
    "M04-06.5": "The level is the raters'; Mẫu 04 prints the decided one under this heading (open-questions 7).",
    "M04-06.6 M04-06.7": "What stands there is written by whoever rates; of column 6 only its absence is refused, where a ground is owed.",
    "PL1.2.3/3 PL2.2 PL2.LY.1": "How points are found is each unit's to work out; its factors stand in its policy.",
}
