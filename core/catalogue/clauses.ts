/** Guidance for one clause of ISO/IEC 27001:2022. Number and short title are public; all other words are ours. */
export type ClauseGuidance = {
  clause: string;
  title: string;
  explanation: string;
  /** What convinces an auditor. */
  convinces: string;
  /** The documented information that the clause obliges to have; of a clause with parts, its parts have it. */
  documented: readonly string[];
  /** What an auditor asks. */
  questions: readonly string[];
};

/** Clauses 4 to 10 with all their parts, in order. */
export const clauses: readonly ClauseGuidance[] = [
  {
    clause: '4',
    title: 'Context of the organization',
    explanation:
      "Before any control is picked, the four parts of this chapter pin down what the management system is for: which circumstances shape your security (4.1), who expects what from you (4.2), where the boundary runs (4.3) and which processes keep it alive (4.4). The order matters, because a scope that ignores a customer's contract or a key supplier distorts risk assessment, controls and certificate alike.",
    convinces:
      "An auditor follows one thread through all four parts: a real issue, such as a move to a new cloud region, appears among the issues, touches a party's requirement, is inside the scope and turns up in the risk register. The finding usually comes when these papers were written once, separately, and contradict each other.",
    documented: [],
    questions: [
      'How did your list of issues and parties influence where you drew the scope?',
      'What has changed in your business since these pages were last reviewed?',
      'Who updates the context, and what triggers an update between annual reviews?',
    ],
  },
  {
    clause: '4.1',
    title: 'Understanding the organization and its context',
    explanation:
      'Name the circumstances, inside and outside the company, that help or hinder your security: market, law, technology stack, staffing, growth, money, culture. The 2024 amendment adds a decision you must be able to state: whether climate change is a relevant issue for you. Keep it to factors that would alter a decision; the threats themselves are worked out in 6.1.2, and the people who make demands belong in 4.2.',
    convinces:
      'A short dated list, specific to your firm, whose items can be found again in the risk register or the management review, plus a sentence on climate change with its reasoning. Findings come from a generic SWOT that would suit any company, a missing climate decision, or a list untouched since the first certificate despite a reorganisation.',
    documented: [],
    questions: [
      'Which internal issue worries you most, and where did it lead to a risk or an action?',
      'Have you decided whether climate change matters to your ISMS, and on what grounds?',
      'When did you last look at these issues, and what did you add or drop?',
      'How do leaders outside security feed into this list?',
    ],
  },
  {
    clause: '4.2',
    title: 'Understanding the needs and expectations of interested parties',
    explanation:
      'Customers, regulators, staff, owners, insurers and suppliers all want something from your security. Here you identify those that count, write down what they require, and choose which of those requirements the management system will take on. Climate-related demands from a party belong here too. The detailed register of laws and contract terms is A.5.31; this clause sets who is on it and why.',
    convinces:
      "Requirements specific enough to test, such as a 24-hour breach notice in a named customer contract, each marked as handled in the ISMS or not. Auditors object to tables that say 'customers: good security', to a missing supervisory authority or parent company, and to commitments that sales signed without security knowing.",
    documented: [],
    questions: [
      'Who are your most demanding interested parties, and what exactly do they require?',
      'Which of these requirements did you choose to address through the ISMS, and which not?',
      'How does a new customer contract with security terms reach this list?',
      'Has any interested party raised a climate-related requirement?',
    ],
  },
  {
    clause: '4.3',
    title: 'Determining the scope of the information security management system',
    explanation:
      'Draw the line around what the certificate will cover: products, teams, sites, systems, and the points where work passes to others, such as a hosting provider or an outsourced helpdesk. The issues from 4.1 and the requirements from 4.2 decide where it runs. You may leave parts of the business out, but not the parts that customers reading the certificate would assume are in.',
    convinces:
      'One controlled scope document whose wording matches the Statement of Applicability and the draft certificate, with interfaces and dependencies named, remote work and cloud included. Typical trouble: shared IT or a development team abroad left out without a word, or a scope sentence so broad that evidence cannot back it.',
    documented: ['Scope of the ISMS: its boundaries and what it applies to'],
    questions: [
      'What is outside the scope, and why is that defensible?',
      'Where are the interfaces with parties or departments outside the boundary, and how do you manage them?',
      'Which sites and remote workers does the scope cover?',
      'Does the wording on the certificate match this document?',
    ],
  },
  {
    clause: '4.4',
    title: 'Information security management system',
    explanation:
      'This is the umbrella duty to run a management system at all: set it up, operate it, look after it and make it better, including the processes it needs and how they feed one another. Most firms answer it with a one-page map linking risk work, controls, measurement, audit, review and correction. Everything later in the standard fills in a box of that map; this clause asks whether the boxes connect.',
    convinces:
      'Seeing a full turn of the cycle with dates: risks assessed, treatment done, results measured, an internal audit and review held, something improved. A process picture with inputs, outputs and owners helps. The weakness auditors meet is a set of documents produced just before certification, with no sign of operation between them.',
    documented: [],
    questions: [
      'Can you show how your ISMS processes hang together and who runs each one?',
      'What did the ISMS do in the last quarter, apart from preparing for this audit?',
      'Which output of one process became the input of another recently?',
    ],
  },
  {
    clause: '5',
    title: 'Leadership',
    explanation:
      "Three pieces make security a matter for the people who run the company. Management shows personal backing and supplies means (5.1), states direction in a policy (5.2), and hands out duties with the authority to carry them out (5.3). Together they stop the ISMS from being one engineer's side project. Money and headcount are detailed in 7.1, and leadership's periodic look at results is in 9.3.",
    convinces:
      'In the interview a founder or managing director can explain the main risks, the current objectives and a recent decision without the security lead answering for them. A signed policy alone does not carry it. Findings arise when leadership cannot say what the ISMS costs, who runs it or what it is meant to achieve.',
    documented: [],
    questions: [
      "What are the company's top security risks in your view as a director?",
      'Which security decision did the management team take most recently?',
      'How do you know that the people you gave security duties can perform them?',
    ],
  },
  {
    clause: '5.1',
    title: 'Leadership and commitment',
    explanation:
      'Top management has to be visibly behind the system: policy and objectives fit the business strategy, security is built into ordinary processes, people and budget are made available, managers are backed, results are followed up. Delegating the work is fine; delegating the accountability is not. For a small firm top management usually means the founders or the executive team within the scope.',
    convinces:
      'Traces of behaviour over the year: agenda items, an approved budget, a message to staff from the chief executive, a project delayed for a security reason, presence at the management review. What fails is a leader who meets the ISMS for the first time in the audit interview, or backing that exists only as a signature.',
    documented: [],
    questions: [
      "How do security objectives support the company's strategy?",
      'What resources did you approve for the ISMS this year, and what did you turn down?',
      'How do you tell staff that security matters to you personally?',
      'In which business processes has security been built in rather than added?',
    ],
  },
  {
    clause: '5.2',
    title: 'Policy',
    explanation:
      'A short statement from the top that says what security is for in this company, holds or frames the objectives, and commits to meeting applicable requirements and to getting better over time. People inside must know it, and outsiders get it where that makes sense. It is the parent text; topic rules such as access or backup are separate policies under A.5.1.',
    convinces:
      "A dated, approved version that fits the business, is easy for staff to find, and is recognised by whoever the auditor happens to ask. Common gaps: no commitment to continual improvement, no link to objectives, a template with another company's name in it, or approval by someone who is not top management.",
    documented: ['Information security policy, approved and communicated'],
    questions: [
      'Where can an employee find the policy, and how were they told about it?',
      'Who approved this version, and when is the next review?',
      'How do your current objectives follow from the policy?',
      'Which outside parties receive it, and in what form?',
    ],
  },
  {
    clause: '5.3',
    title: 'Organizational roles, responsibilities and authorities',
    explanation:
      'Security work gets done when names and authority are attached to it. Top management assigns who keeps the ISMS in line with the standard and who reports to them on how it performs, and tells everyone concerned. One person may hold several roles in a small company. Duties for individual controls are spread through A.5.2, and conflicts between duties are the topic of A.5.3.',
    convinces:
      'A role table with names and deputies that matches job descriptions, the organisation chart and what people say when asked. It helps to show a report that the ISMS lead delivered to the board. Auditors write this up when the named person has left, when a risk owner does not know of the role, or when duty comes without power to decide.',
    documented: [],
    questions: [
      'Who is responsible for keeping the ISMS in line with the standard, and who stands in?',
      'How and how often is ISMS performance reported to top management?',
      'What may the security lead decide alone, and what needs approval?',
      'How did role holders learn of their responsibilities?',
    ],
  },
  {
    clause: '6',
    title: 'Planning',
    explanation:
      'Planning turns context into intentions. You work out what could go wrong or right and how to respond (6.1), set goals with a route to reach them (6.2), and prepare alterations to the system before making them (6.3). This chapter defines method and plan; carrying them out at set intervals is the business of chapter 8. Confusing the two is why many risk registers have no method behind them.',
    convinces:
      'A line that can be followed from a context issue to a risk, a chosen treatment, a row in the Statement of Applicability and a measurable goal. The usual break in that line: objectives invented apart from the risk work, or a treatment plan that names controls which the applicability statement excludes.',
    documented: [],
    questions: [
      'Pick one risk: how did you find it, score it, treat it and record the result?',
      'Which objective exists because of your risk assessment?',
      'How do planned changes to the ISMS feed back into the risk picture?',
    ],
  },
  {
    clause: '6.1',
    title: 'Actions to address risks and opportunities',
    explanation:
      'Three layers sit here. The general part (6.1.1) looks at risks and openings for the management system as a whole; 6.1.2 lays down how security risks are judged; 6.1.3 lays down how they are answered and ends in the Statement of Applicability and the treatment plan. Read them as one chain, since each takes the output of the one before. The recurring performance of both methods is 8.2 and 8.3.',
    convinces:
      "Consistency across the chain: the criteria in the method are those used in the register, each high risk has a treatment and an owner's agreement, and controls in the plan appear as applicable. Findings cluster at the joints, for example scores on a five-step scale when the written method describes three.",
    documented: [],
    questions: [
      'Where do you deal with risks to the ISMS itself, as opposed to risks to information?',
      'Show me one risk from identification through to the accepted remainder.',
      'Do the treatment plan and the Statement of Applicability agree, and how do you check?',
    ],
  },
  {
    clause: '6.1.1',
    title: 'General',
    explanation:
      'Besides threats to information, the management system itself can fail: a sole expert leaves, budget is cut, a takeover changes priorities. Equally there are openings, such as a tool that removes manual work. Taking 4.1 and 4.2 as input, decide which of these need action, build the action into daily processes and plan how to tell whether it worked. Security risks proper are handled in 6.1.2 and 6.1.3.',
    convinces:
      'A handful of system-level risks and opportunities with actions, owners and a later check of effect, held in the same register or in the management review minutes. The gap found most often is that opportunities are missing altogether, or actions are listed without any way of judging whether they helped.',
    documented: [],
    questions: [
      'What could stop your ISMS from delivering what you want from it?',
      'Which opportunity have you identified, and what did you do with it?',
      'How do you judge whether these actions were effective?',
      'How did your context and interested parties feed into this?',
    ],
  },
  {
    clause: '6.1.2',
    title: 'Information security risk assessment',
    explanation:
      'Fix the rules of judging risk before you judge. You need criteria for when a risk is acceptable and when to assess, a way of finding risks to confidentiality, integrity and availability inside the scope, an owner for each, scales for likelihood and consequence, and an order of priority. Two people using the method should reach similar results. Deciding what to do about the risks is 6.1.3.',
    convinces:
      "A written method with defined scale levels, and a register that visibly follows it, including owners who are people able to act. Auditors re-score a risk or two with you. Findings: vague levels such as 'medium' without meaning, no acceptance threshold, IT named as the owner of everything, or scores changed without a reason.",
    documented: ['Risk assessment process: acceptance and assessment criteria, method and scales'],
    questions: [
      'At what level is a risk acceptable, and who set that threshold?',
      'How do you make sure two assessors come to comparable scores?',
      'How did you identify risks, and how do you know nothing major was missed?',
      'Who owns this risk, and does that person have the authority to treat it?',
    ],
  },
  {
    clause: '6.1.3',
    title: 'Information security risk treatment',
    explanation:
      'For each risk above the line you choose an answer, work out which controls that takes, and hold the result against all of Annex A so that nothing needed was overlooked. Out of this come the Statement of Applicability, with reasons for every inclusion and exclusion and the implementation state, and a treatment plan that risk owners approve along with what risk remains. Doing the plan is 8.3.',
    convinces:
      "All 93 controls with individual reasons, exclusions that survive a challenge, a plan with dates and owners, and named, dated acceptance of the remainder. Typical findings: 'best practice' as the only reason throughout, a control marked implemented without proof, or residual risk accepted by the security lead instead of the owner.",
    documented: [
      'Risk treatment process',
      'Statement of Applicability with reasons and implementation status',
      'Risk treatment plan',
      "Risk owners' approval of the plan and acceptance of residual risk",
    ],
    questions: [
      'Why is this control applicable, and which risk or obligation calls for it?',
      'On what grounds did you exclude this one?',
      'Who accepted the residual risk here, and when?',
      'Do you use controls from outside Annex A, and where are they listed?',
      'What happens to the plan when a deadline slips?',
    ],
  },
  {
    clause: '6.2',
    title: 'Information security objectives and planning to achieve them',
    explanation:
      'Goals for security at the levels where they can be acted upon, in line with the policy and informed by risks and requirements. Where practicable they carry a number. Each comes with a plan: what will be done, with which means, by whom, until when, and how success is judged. Progress is followed and shared. General metrics of control health belong to 9.1; an objective is something you intend to move.',
    convinces:
      "Three to six goals with a start value, a target, a date and an owner, and a recent status that somebody discussed. Failing goals are fine if there was a reaction. Findings come from wishes such as 'improve awareness', from goals identical to last year's, or from targets that were already met on the day they were set.",
    documented: ['Information security objectives, with the plan to reach them'],
    questions: [
      'Which objectives apply this year, and how do they follow from your risks?',
      'How is progress measured, and what is the current value?',
      'Who is responsible for this objective, and what resources do they have?',
      'What did you do about the objective that is behind plan?',
    ],
  },
  {
    clause: '6.3',
    title: 'Planning of changes',
    explanation:
      'Altering the management system itself, for instance a wider scope, a merger, a new risk method, a replaced ISMS lead or a new tool for the register, is to be thought through first: why, with what side effects, by whom and when. This is new in the 2022 edition and concerns the system, not software releases. Technical changes fall under A.8.32, and operational ones also under 8.1.',
    convinces:
      'One or two real cases, recorded as a ticket or minutes, showing purpose, effects considered, who decided and how it went. No special form is needed. An auditor becomes suspicious when the scope, tooling or team obviously changed over the year and the only trace is a new version number on the document.',
    documented: [],
    questions: [
      'What changed in the ISMS since the last audit, and how was it planned?',
      'Which consequences did you consider before making that change?',
      'How do you separate changes to the ISMS from ordinary IT changes?',
    ],
  },
  {
    clause: '7',
    title: 'Support',
    explanation:
      'Everything the system lives on is gathered here: means (7.1), people who know their job (7.2), a workforce that understands its part (7.3), agreed messages to the right ears (7.4) and documents under control (7.5). None of it produces security by itself, yet most failures elsewhere trace back to one of these five. The nearest Annex A relatives are the people controls, A.6.1 to A.6.8.',
    convinces:
      'Interviews more than paper: staff picked at random know the policy exists, how to report an incident and where to find the current procedure. Records of skills and training support what they say. A frequent weak spot is that everything is in place for engineers while contractors, sales or finance were forgotten.',
    documented: [],
    questions: [
      'How do you establish what the ISMS needs in people, skills and tools?',
      'How do contractors and new starters get what they need from day one?',
      'Which support gap did you find this year, and how did you close it?',
    ],
  },
  {
    clause: '7.1',
    title: 'Resources',
    explanation:
      'Decide what it takes to build and run the ISMS, in working hours, money, tools and outside help, and then actually provide it. The amount is your call; what counts is that it fits the scope, the risks and the promises made. The link to leadership is 5.1, which puts the duty at the top, while 7.2 asks whether the people provided are up to the task.',
    convinces:
      "A budget line or an allotment of hours for security, a tool contract, a decision to hire or to buy in a consultant. Treatment actions that finish on time are the best proof. Doubts arise when one person with another full-time job carries everything, and overdue actions pile up with 'no capacity' as the explanation.",
    documented: [],
    questions: [
      'How much time and money is set aside for the ISMS, and who decided?',
      'Which planned action is late for lack of resources?',
      'What would you do if the ISMS lead were away for three months?',
    ],
  },
  {
    clause: '7.2',
    title: 'Competence',
    explanation:
      'People whose work affects security must be able to do it, through education, training or experience. Set out what each such role requires, compare it with the person, close the gap by training, mentoring or hiring, and look afterwards at whether it worked. Developers, administrators, internal auditors and the ISMS lead are obvious candidates. General staff alertness is 7.3; the training programme is A.6.3.',
    convinces:
      "A compact matrix of roles against skills, with certificates, CVs or appraisal notes behind it, and one case where a gap was spotted and dealt with. Auditors tend to start with the internal auditor's own qualification. Findings: attendance lists without any look at the effect, or no requirement defined to compare people with.",
    documented: ['Proof of competence of the people whose work affects security'],
    questions: [
      'Which competence does this role require, and where is that set out?',
      'How do you know the internal auditor is competent?',
      'What gap did you find, and how did you check that the training closed it?',
      'How do you verify the skills of contractors and service providers?',
    ],
  },
  {
    clause: '7.3',
    title: 'Awareness',
    explanation:
      "Anyone working under your direction, contractors included, should know three things: that there is a security policy, how their own work adds to security and what better security brings, and what follows from ignoring the rules. It is a test of what sits in people's heads, so a yearly slide deck is a means rather than the answer. Planned teaching and refreshers are covered by A.6.3.",
    convinces:
      'Conversations at desks: a salesperson knows where to report a suspicious mail and why it matters. Completion rates, phishing results and onboarding checklists add weight. The finding tends to be about groups left out, such as freelancers, night staff or executives, or about 98 per cent completion with no one able to recall the content.',
    documented: [],
    questions: [
      'What does the security policy mean for your own work?',
      'How would you report something suspicious, and have you ever done so?',
      'What could happen if someone ignores these rules?',
      'How do you reach freelancers and people who seldom open their mail?',
    ],
  },
  {
    clause: '7.4',
    title: 'Communication',
    explanation:
      'Work out in advance what about security has to be communicated, at which moment, with whom and through which channel, both inside and outside. Think of policy updates, incident notices to customers, reports to the board, answers to questionnaires. A one-page plan does. Contact with authorities and expert groups is dealt with in A.5.5 and A.5.6, and incident reporting by staff in A.6.8.',
    convinces:
      'A simple table of topic, occasion, audience, channel and sender, and samples that prove it is lived: a post in the staff channel, a customer notice, a board report. Trouble starts if nobody can say who may speak to customers or press after a breach, or if the plan names channels the company gave up long ago.',
    documented: [],
    questions: [
      'What do you communicate about security, to whom and on what occasion?',
      'Who may inform customers or the press about an incident?',
      'Show me a recent security message that went out under this plan.',
      'How do outside parties reach you with a security concern?',
    ],
  },
  {
    clause: '7.5',
    title: 'Documented information',
    explanation:
      'Documents and records get three rules between them: have those that the standard demands and those you need yourself (7.5.1), make them properly identified and approved (7.5.2), and keep them findable, protected and current, those from outside included (7.5.3). Format is free; a wiki, a repository or a drive will do. Retention for legal reasons and protection of records are taken further in A.5.33.',
    convinces:
      'Any document the auditor asks for is on the screen within a minute, with an owner, a version and an approval, and the copy that staff use is the same one. The recurring problem is two truths: an approved PDF in one place and a newer unapproved page in another, each cited by different teams.',
    documented: [],
    questions: [
      'Where is the authoritative version of your ISMS documents kept?',
      'How do you tell an approved document from a draft?',
      'Show me the list of documents and records the ISMS relies on.',
    ],
  },
  {
    clause: '7.5.1',
    title: 'General',
    explanation:
      'The standard names certain documents and records outright, from the scope to the results of corrective action. On top of those you decide what else your ISMS needs to work. How much is right depends on size, complexity and the skill of your people, so twenty staff may run well on fifteen pages. Resist writing procedures nobody will use, because each one becomes something you can be audited against.',
    convinces:
      'A register that ticks off each mandatory item with a link and then lists your own additions with owner and review date. Finding triggers: a mandatory record absent, most often objectives, competence proof or audit results, or a bought set of forty procedures that does not match how the company really works.',
    documented: ['Any further documents and records you have decided the ISMS needs to be effective'],
    questions: [
      'How do you know all documents named in clauses 4 to 10 exist?',
      'How did you decide which further procedures to write down?',
      'Which document have you retired because nobody needed it?',
    ],
  },
  {
    clause: '7.5.2',
    title: 'Creating and updating',
    explanation:
      'When something is written or revised it needs a recognisable identity (title, date, author or number), a suitable form and language, and a check that it is fit for purpose with approval by the right person. Wiki history or pull requests meet this well if approval is visible. The clause stops at the moment of release; storing, sharing and withdrawing come under 7.5.3.',
    convinces:
      "Three documents opened at random each show version, date, owner and who released them, and the approver had the authority to do so. Auditors object to headers reading 'draft v0.9' on documents in force, to review dates long past, and to authors who approved their own policy without a second look.",
    documented: [],
    questions: [
      'Who reviews and approves a document before it takes effect?',
      'How can a reader see the version and date of this document?',
      'What made you revise this one, and what changed?',
      'In which languages do staff need it?',
    ],
  },
  {
    clause: '7.5.3',
    title: 'Control of documented information',
    explanation:
      'Once released, documents and records have to be available where they are used and guarded against leaks, wrong use and silent alteration. Settle access, distribution, storage, version changes, how long things are kept and how they are disposed of. Papers from outside that you depend on, such as laws, customer requirements, vendor manuals or the standard itself, must be known and controlled as well.',
    convinces:
      'Edit rights limited to a few, readers on the current version, history that shows who changed what, restores that work, a retention period per record type. Often missed: the register of outside documents, obsolete copies still in shared folders, and audit logs or evidence deleted before the certification cycle ended.',
    documented: ['Outside documents needed for the ISMS, identified and under control'],
    questions: [
      'Who can alter an approved policy, and would you notice?',
      'How are superseded versions kept from being used by mistake?',
      'Which documents from outside does the ISMS depend on, and how do you learn of updates?',
      'How long do you keep ISMS records, and who deletes them?',
    ],
  },
  {
    clause: '8',
    title: 'Operation',
    explanation:
      'Operation is where plans meet the calendar. Processes run under criteria you set, including those that suppliers run for you (8.1); the risk method is applied again and again (8.2); treatment is carried through (8.3). It adds little new theory to chapter 6 and asks for proof that things happened. Whether they had the desired effect is then the question for chapter 9.',
    convinces:
      'Records spread over the year rather than bunched in the weeks before the audit: change tickets, a risk reassessment after an incident, closed treatment actions, supplier checks. Auditors note a register whose every entry carries the same recent date, since that suggests a repair job instead of operation.',
    documented: [],
    questions: [
      'Which ISMS activities took place in the past six months, and where is that recorded?',
      'What happened outside the planned rhythm, and how did you respond?',
      'How do you keep an eye on processes that a provider runs for you?',
    ],
  },
  {
    clause: '8.1',
    title: 'Operational planning and control',
    explanation:
      'Put the processes that carry your security to work: say what good performance looks like, run them accordingly, and keep sufficient records to trust that they went as intended. Planned changes are steered, and unintended ones are looked at and their harm limited. Outsourced processes, products and services that matter to the ISMS are in as well. Supplier detail is in A.5.19 to A.5.23, technical change in A.8.32.',
    convinces:
      'Walk one process, such as joiner-mover-leaver or patching, from rule to sampled tickets and see that deadlines and approvals were met. Exceptions are explained. Findings: criteria nowhere defined, so nothing can be judged; emergency changes without a later look; a hosting partner whose performance nobody reviews.',
    documented: ['Records sufficient to trust that processes, including changes, ran as planned'],
    questions: [
      'What criteria tell you that this process is running as it should?',
      'Show me a change that did not go as planned, and what you did next.',
      'Which outsourced processes affect the ISMS, and how do you control them?',
      'How would you notice that this process had stopped running?',
    ],
  },
  {
    clause: '8.2',
    title: 'Information security risk assessment',
    explanation:
      'Apply the method of 6.1.2 at the intervals you have set and also whenever something significant is planned or takes place: a new product, an acquisition, a serious incident, a changed supplier. The point is a current picture rather than an anniversary. What comes out is kept, so that movement over time can be seen. A reassessment with new high risks leads on to 8.3.',
    convinces:
      "Dated assessment results, at least two rounds once the system has some age, with visible differences and one assessment set off by an event. The weak pattern is copying last year's sheet with new dates, or a large migration during the year that left no mark whatever on the register.",
    documented: ['Results of each risk assessment'],
    questions: [
      'When was the last assessment, and what was different from the one before?',
      'Which event led you to reassess outside the schedule?',
      'How do you know a project has become significant enough to require one?',
      'Did assessors follow the written method, and how can you tell?',
    ],
  },
  {
    clause: '8.3',
    title: 'Information security risk treatment',
    explanation:
      'The treatment plan is to be put into effect, and the outcome recorded: which action is done, which is late, how far the risk fell. Late items are not a failure in themselves; silent ones are. When an action turns out to be pointless or too dear, go back to the owner for a new decision under 6.1.3. Whether the control performs well afterwards is measured under 9.1.',
    convinces:
      'Plan status with completion dates and a link to the proof, for instance the configuration or contract that resulted, followed by an updated score that the owner has seen. Auditors find actions marked complete with nothing behind them, deadlines pushed three times without comment, or scores lowered before the work was finished.',
    documented: ['Results of risk treatment: what was done and the effect on the risk'],
    questions: [
      'Which treatment actions are overdue, and who agreed to the delay?',
      'What proves that this action is complete?',
      'Did the risk fall as expected after the treatment?',
      'How do you handle an action that proved too costly?',
    ],
  },
  {
    clause: '9',
    title: 'Performance evaluation',
    explanation:
      "Three independent ways of looking in the mirror: figures gathered in routine work (9.1), a planned check by someone impartial (9.2), and a judgement by those in charge (9.3). Figures and audits supply the review, and the review's decisions flow into chapter 10. Drop one and the others lose value, since numbers without judgement change nothing and judgement without facts is opinion.",
    convinces:
      'The sequence is visible in dates: measurements available, internal audit finished, review held after both, decisions followed up. For a first certificate all three must have happened at least once before stage 2. Findings follow when the review preceded the audit or merely noted slides without deciding anything.',
    documented: [],
    questions: [
      'How did measurement and audit results reach the management review?',
      "Which decision came out of last year's evaluation, and was it carried out?",
      'What do you now know about your ISMS that you did not know a year ago?',
    ],
  },
  {
    clause: '9.1',
    title: 'Monitoring, measurement, analysis and evaluation',
    explanation:
      "Pick what to watch, how, how often, who does it, when the readings are analysed and who draws conclusions. Methods should give comparable and repeatable results. Cover both control health, for instance time to patch or leavers' accounts closed on time, and how the ISMS as a whole is doing. Log watching for attacks is A.8.16; targets you want to move are 6.2.",
    convinces:
      'A short metric sheet with definitions, data source and owner, readings over several periods, and a written conclusion with a reaction where a value was poor. Ten figures used beat fifty collected. The classic finding is a dashboard that nobody evaluates, or metrics which are green throughout because thresholds were set to suit.',
    documented: ['Results of monitoring and measurement, with their evaluation'],
    questions: [
      'Why did you choose these metrics, and what do they say about effectiveness?',
      'Where does this figure come from, and would someone else get the same?',
      'Who analyses the results, and when did they last do so?',
      'Show me a poor value and the action that followed.',
    ],
  },
  {
    clause: '9.2',
    title: 'Internal audit',
    explanation:
      'Internal audit is your own rehearsal and early warning. The first part states what it must find out, namely whether the ISMS meets both the standard and your own rules and really works (9.2.1); the second demands a programme, impartial auditors, reports to managers and kept results (9.2.2). Routine self-checks by control owners are useful but do not replace it. Independent review in the wider sense is A.5.35.',
    convinces:
      'A programme, a plan for each audit, notes of what was sampled, a report with graded findings and corrective actions that were closed. Reports with zero findings raise eyebrows at a young company. The frequent fault is an auditor checking their own work, or only the Annex A controls being covered and clauses 4 to 10 forgotten.',
    documented: [],
    questions: [
      'Who carried out the last internal audit, and how independent were they?',
      'Did it cover clauses 4 to 10 as well as the controls?',
      'What was the most useful finding, and what became of it?',
    ],
  },
  {
    clause: '9.2.1',
    title: 'General',
    explanation:
      'At intervals you plan, someone examines whether the ISMS conforms to your own requirements and to those of the standard, and whether it is properly put into practice and kept up. Both yardsticks count: a company can match the standard on paper and still break its own rules daily. How audits are scheduled, staffed and reported is the next sub-clause; fixing what they reveal is 10.2.',
    convinces:
      'Audit notes that test practice, for example five leavers compared with account closures, and that quote both a clause and an in-house rule as criteria. Findings from the certifier appear when the audit was a documents-only checklist, when planned intervals slipped past a year unexplained, or whole sites were never visited.',
    documented: [],
    questions: [
      'How often do you audit, and why is that interval right for you?',
      'Against which criteria did the audit judge, besides the standard?',
      'How did the auditor test that a rule is followed and not merely written?',
      'Which part of the ISMS has not been audited yet?',
    ],
  },
  {
    clause: '9.2.2',
    title: 'Internal audit programme',
    explanation:
      'A programme lays out frequency, methods, duties, planning and reporting, giving more attention to important processes and to areas with earlier problems. Each audit has its own criteria and extent, auditors are chosen so that they stay objective, and the managers concerned hear the outcome. In a small firm, swap auditors between teams or hire one for some days. Auditor skill is 7.2.',
    convinces:
      'A multi-year plan covering all clauses and applicable controls within the three-year cycle, a reason for the order, proof that nobody audited their own area, and reports sent to management with dates. Missing pieces tend to be the link to risk and previous results, and any trace that managers received the report.',
    documented: [
      'Internal audit programme or programmes',
      'Proof that the programme was carried out, and the audit results',
    ],
    questions: [
      "How did risk and earlier results shape this year's programme?",
      'How do you keep the person who runs the ISMS from auditing their own work?',
      'To whom was the report sent, and how did they react?',
      'When will the areas not yet covered be audited?',
    ],
  },
  {
    clause: '9.3',
    title: 'Management review',
    explanation:
      'At intervals the top team sits down with the facts and decides whether the ISMS still suits the company, suffices and delivers. Duty and rhythm are in 9.3.1, the compulsory agenda in 9.3.2, decisions and their record in 9.3.3. A yearly session plus short quarterly checks works for most. It is not a status meeting of the security team: those who control money and priorities have to be present.',
    convinces:
      'Minutes with attendees from top management, each agenda point visibly covered with data, and decisions with an owner and date that were followed up. A review that noted everything and decided nothing is a signal. Findings usually concern a skipped agenda point or a gap of more than the planned interval.',
    documented: [],
    questions: [
      'Who attended the last management review, and who was missing?',
      'What did management decide, and what has happened since?',
      'How was each required input presented?',
    ],
  },
  {
    clause: '9.3.1',
    title: 'General',
    explanation:
      'Leadership itself must review the ISMS at the intervals it has planned, and answer three questions: does the system still fit us, does it cover enough, does it achieve what we wanted? The frequency is free; once a year is the common minimum, more often during growth or after incidents. Sending a delegate for the whole session undermines the purpose and sits badly with 5.1.',
    convinces:
      'An invitation or recurring calendar entry, an attendance list with decision makers, and an explicit statement on suitability, adequacy and effect rather than only a list of topics. Auditors cite reviews held by the ISMS lead alone, reviews approved by e-mail without discussion, and the date conveniently one week before the audit.',
    documented: [],
    questions: [
      'How often is the review planned, and was the last one on time?',
      'As a director, do you consider the ISMS adequate, and why?',
      'What would cause you to hold an extra review?',
    ],
  },
  {
    clause: '9.3.2',
    title: 'Management review inputs',
    explanation:
      'The agenda is largely given: where earlier decisions stand, shifts in context and in what parties want, how security performs (nonconformities, metrics, audits, objectives), what interested parties say, the state of risks and treatment, and ideas for improvement. Changed stakeholder needs are the addition of the 2022 edition. Prepare one page per topic; the resulting decisions are 9.3.3.',
    convinces:
      "A slide deck or paper with a heading for every item, including those with nothing to report, and figures from the period in question. It is easy for an auditor to tick these off, hence the commonest finding: feedback from interested parties or changed needs absent, or the previous review's actions never looked at again.",
    documented: [],
    questions: [
      'Where in the minutes do you deal with changes in what interested parties need?',
      'What feedback from customers or partners was put before management?',
      'What trend in nonconformities and metrics did management see?',
      'Are all actions from the previous review closed?',
    ],
  },
  {
    clause: '9.3.3',
    title: 'Management review results',
    explanation:
      "What leaves the room counts: decisions on improvement and on any change the ISMS requires, such as more budget, an altered scope, a new objective or an accepted risk. 'No change needed' is a legitimate result if reasons are given. Record it so that a stranger understands who decided what and when. Larger alterations are then prepared under 6.3, corrections run through 10.2.",
    convinces:
      'Signed or approved minutes with a decision list, each with an owner and due date, tracked in the same tool as other work and reported at the next session. Auditors pick one decision and follow it to its end. Weak cases: minutes written months later, only topics and no conclusions, or actions which nobody took over.',
    documented: ['Results of management reviews: conclusions, decisions and changes called for'],
    questions: [
      'Which improvements did the last review decide on?',
      'Take this decision: who carries it, and how far has it got?',
      'Did management see a need to change the ISMS, and what reasons did it give?',
      'How were the outcomes passed on to the people affected?',
    ],
  },
  {
    clause: '10',
    title: 'Improvement',
    explanation:
      'Two different motors of getting better. Improvement as a habit (10.1) works without any failure, fed by ideas, trends and reviews; correction (10.2) starts when something went against a requirement and looks for the cause. Together they close the cycle back to planning in chapter 6. Handling a live security incident is A.5.24 to A.5.28, although lessons from it often arrive here.',
    convinces:
      "An open log that mixes sources: audits, incidents, staff suggestions, metrics, customers. Entries move, causes are named, and some were raised by you before anyone external noticed. An empty log is the worst sign of all, closely followed by one holding nothing except the certifier's own findings.",
    documented: [],
    questions: [
      'What improved in the ISMS this year without a finding forcing you?',
      'Where do you keep nonconformities from different sources, and who watches over them?',
      'Which problem came back although it had been closed?',
    ],
  },
  {
    clause: '10.1',
    title: 'Continual improvement',
    explanation:
      'The ISMS should get steadily more fitting, sufficient and effective, in small steps rather than at audit time. Sources are plenty: review decisions, measurements, lessons from incidents, retired paperwork, automated checks. Nothing has to be broken first. What is needed is a place to collect ideas and the will to finish some of them. Problems against a requirement go the stricter way of 10.2.',
    convinces:
      "Comparing last year with this one: a metric that moved, a manual control automated, a simpler procedure, fewer repeats. A list of improvement ideas with states and dates shows the habit. If the answer to 'what got better?' is only 'we updated the documents', expect an observation, and after several years a finding.",
    documented: [],
    questions: [
      'What is better in your ISMS than a year ago, and how can you show it?',
      'Where do improvement ideas come from, and who chooses among them?',
      'Which idea did you turn down, and why?',
    ],
  },
  {
    clause: '10.2',
    title: 'Nonconformity and corrective action',
    explanation:
      "When a requirement is missed, be it the standard's, a law's or your own, contain the damage, put it right, find out why it happened and whether it sits elsewhere too, remove the cause in proportion, then check later whether that worked. Change the ISMS if the cause lies there. A correction fixes the case; a corrective action stops the repeat. Security events start in A.5.24 and following.",
    convinces:
      "Entries telling the whole story: what was wrong, immediate fix, cause beyond 'human error', action, check of effect by date and person. Auditors choose one from the internal audit and look for relapses. Most findings concern closure right after the fix, no search for similar cases, or an effectiveness check never made.",
    documented: ['Nonconformities: their nature and the actions taken', 'Results of corrective actions'],
    questions: [
      'How did you determine the cause of this nonconformity?',
      'Did you look for the same problem in other places?',
      'How and when did you check that the action worked?',
      'Which nonconformities did you raise yourselves, outside audits?',
    ],
  },
];

export const findClause = (clause: string): ClauseGuidance | undefined =>
  clauses.find((one) => one.clause === clause);
