import type { ControlGuidance } from './control-guidance.ts';

/** Theme organizational, in our own words. */
export const organizationalGuidance: readonly ControlGuidance[] = [
  {
    control: 'A.5.1',
    explanation:
      'Staff need written rules they can find, and someone senior must have put their name to them. One short top-level policy plus a handful of topic policies (access, devices, suppliers, backups) is plenty for most companies. Stale or copied text is worse than little text, because people learn to ignore it. Step-by-step instructions for running systems belong to A.5.37; checking that people follow the rules is A.5.36.',
    convinces:
      'Each policy carries an owner, a version, a sign-off date and a next review date that has not passed, and a random employee can open it in a minute. Findings usually come from template text that describes tools the company does not own, or from new joiners with no record of having read anything.',
    evidence: [
      {
        what: 'Signed-off policy set with version history',
        where: [
          {
            system: 'Google Workspace',
            path: 'Policies shared drive > policy file > File > Version history',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'SharePoint > Policies library > document > Version history',
          },
          {
            system: 'GitLab',
            path: 'Policy repository > Merge requests > Merged, with approver shown',
          },
          {
            system: 'GitHub',
            path: 'Policy repository > Pull requests > Closed, approving review by management',
          },
        ],
      },
      {
        what: 'Read receipts from employees',
        where: [
          {
            system: 'HR system',
            path: 'Documents > policy acknowledgements report',
          },
          {
            system: 'Training platform',
            path: 'Policy module > completion report',
          },
        ],
      },
      {
        what: 'Yearly policy review',
        where: [
          {
            system: 'Meeting minutes',
            path: 'Management review, agenda item on policy changes',
          },
          {
            system: 'Jira',
            path: "Recurring 'policy review' issues and their resolution dates",
          },
        ],
      },
    ],
    questions: [
      'Who signed off the current version of the main security policy, and when?',
      'Where would a developer who joined last week look for these documents?',
      'What made you change the text at the last review?',
      'Can you show that contractors received the policies that apply to them?',
    ],
  },
  {
    control: 'A.5.2',
    explanation:
      'Name the person behind every security task: who runs the ISMS, who owns each risk, who handles incidents, who grants admin rights, who stands in during holidays. In a small company one person wears several hats, and that is fine as long as it is written down and they know it. Unnamed jobs quietly do not get done. Conflicts between the hats are a matter for A.5.3; the backing that leaders give is A.5.4.',
    convinces:
      "Ask three people what they are in charge of and their answers match the role list. The list names deputies and fits today's organisation chart. The typical weakness is a role still assigned to somebody who left, or a 'security team' in the document that turns out to be one person who never saw it.",
    evidence: [
      {
        what: 'Role list with holders and deputies',
        where: [
          {
            system: 'Document store',
            path: 'ISMS folder > roles and responsibilities page',
          },
          {
            system: 'Risk register',
            path: 'Owner column, filtered for empty or departed owners',
          },
        ],
      },
      {
        what: 'Security duties in job descriptions',
        where: [
          {
            system: 'HR system',
            path: 'Employee profile > Job > job description or signed appointment letter',
          },
        ],
      },
      {
        what: 'Admin role holders that match the list',
        where: [
          {
            system: 'Microsoft 365/Entra',
            path: 'Entra admin center > Roles & admins > Global Administrator > Assignments',
          },
          {
            system: 'Okta',
            path: 'Security > Administrators',
          },
          {
            system: 'GitHub',
            path: 'Organisation > People, filtered by role Owner',
          },
          {
            system: 'Google Workspace',
            path: 'Admin console > Account > Admin roles',
          },
        ],
      },
    ],
    questions: [
      'Who runs the ISMS while you are on leave?',
      'How did this person learn that they own the backup process?',
      'Which security tasks have you handed to an outside provider, and who watches over them?',
      'When was the role list last compared with the current team?',
    ],
  },
  {
    control: 'A.5.3',
    explanation:
      'No single person should be able to start, approve and hide the same sensitive action: merging their own code to production, approving their own access, paying an invoice they raised. With 20 people a full split is often impossible, so decide where it matters most and add logging or a second look elsewhere. Who gets the rights in the first place is A.5.18; the powerful accounts themselves fall under A.8.2.',
    convinces:
      'A short table lists the conflicting task pairs, and the tools block them, such as a merge rule that refuses self-approval. Where a split is not feasible, a compensating check has dated results. What goes wrong: administrators can bypass the rule and nobody looks at who did.',
    evidence: [
      {
        what: 'Code merges that need a second person',
        where: [
          {
            system: 'GitHub',
            path: 'Repository > Settings > Rules > Rulesets > required approvals, bypass list',
          },
          {
            system: 'GitLab',
            path: 'Project > Settings > Merge requests > Merge request approvals',
          },
        ],
      },
      {
        what: 'Approval separate from execution of access requests',
        where: [
          {
            system: 'Jira',
            path: 'Access request > Activity > History: approver differs from requester',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'Privileged Identity Management > role settings > require approval',
          },
        ],
      },
      {
        what: 'Split of build and production permissions',
        where: [
          {
            system: 'AWS',
            path: 'IAM Identity Center > AWS accounts > assigned permission sets',
          },
          {
            system: 'GCP',
            path: 'IAM & Admin > IAM, view by principals in the production project',
          },
        ],
      },
      {
        what: 'Conflicting-duties table with compensating checks',
        where: [
          {
            system: 'Document store',
            path: 'ISMS folder > duty conflicts table',
          },
        ],
      },
    ],
    questions: [
      'Can a developer put code into production without anybody else seeing it?',
      'Who reviews what your only system administrator does?',
      'Which conflicting duties have you accepted, and who decided that?',
      'Show me a rule bypass from the last quarter and how it was followed up.',
    ],
  },
  {
    control: 'A.5.4',
    explanation:
      'Security sticks when line managers treat it as part of the job: they brief newcomers, release time for training, act when somebody cuts corners and follow the rules themselves. This control is about that daily push from every manager, not only the board. The commitment of top management is clause 5.1, formal sanctions are A.6.4, and the content of training is A.6.3.',
    convinces:
      "Managers can say what they did in the past months: chased overdue training, funded a fix, raised a risk for their team. Leadership's own training and two-factor status is clean. Auditors write it up when executives are exempt from rules in practice, or overdue items sit for months with no reaction.",
    evidence: [
      {
        what: 'Managers chasing overdue security training',
        where: [
          {
            system: 'Training platform',
            path: 'Reports > completion by team, with reminder history',
          },
          {
            system: 'Slack',
            path: "Manager's message in the team channel about overdue training",
          },
        ],
      },
      {
        what: 'Security in onboarding and staff talks',
        where: [
          {
            system: 'HR system',
            path: 'Onboarding checklist > manager tasks on security briefing',
          },
          {
            system: 'HR system',
            path: 'Performance review form, security section',
          },
        ],
      },
      {
        what: 'Leadership decisions on budget and resources',
        where: [
          {
            system: 'Meeting minutes',
            path: 'Leadership meeting, security item with decision and owner',
          },
          {
            system: 'Jira',
            path: 'Improvement tickets approved and prioritised by department heads',
          },
        ],
      },
      {
        what: 'Executives held to the same sign-in rules',
        where: [
          {
            system: 'Google Workspace',
            path: 'Reporting > Reports > User reports > Security, filter on executive accounts',
          },
        ],
      },
    ],
    questions: [
      'What do you personally tell a new member of your team about security?',
      'How do you find out that someone in your team has not done the training?',
      'Tell me about a time you enforced a rule that was unpopular.',
      'Do any managers have exceptions from the device or sign-in rules?',
      'How can staff report a breach of the rules without going through their boss?',
    ],
  },
  {
    control: 'A.5.5',
    explanation:
      "When a breach hits, nobody wants to search the web for the regulator's phone number. Keep a list of the bodies you may have to call (data protection authority, cybercrime police unit, national CSIRT, sector regulator, emergency services), who may call them, and by which deadline. A 72-hour GDPR clock makes this real. Peer groups and forums are A.5.6; how the incident itself is run is A.5.24 and A.5.26.",
    convinces:
      'The list has working contact routes, a check date within the last year, and a named caller with a deputy; the incident plan points at it. It also stays reachable while your systems are down. Most nonconformities here are dead links, a missing regulator for a second country, or no one knowing who is allowed to notify.',
    evidence: [
      {
        what: 'Authority contact list with review date',
        where: [
          {
            system: 'Document store',
            path: 'Incident plan > annex with authority contacts and notification deadlines',
          },
          {
            system: 'Google Workspace',
            path: 'Shared drive > incident folder > contacts file, available offline',
          },
        ],
      },
      {
        what: 'Notification step in the incident process',
        where: [
          {
            system: 'Ticket system',
            path: "Incident template > field 'authority notification needed?'",
          },
          {
            system: 'Slack',
            path: 'Incident channel > pinned or bookmarked contact list',
          },
        ],
      },
      {
        what: 'Exercise or real case that used the list',
        where: [
          {
            system: 'Meeting minutes',
            path: 'Tabletop exercise report, notification decision and time',
          },
          {
            system: 'Jira',
            path: 'Past incident > comment with copy of the notification sent',
          },
        ],
      },
    ],
    questions: [
      'A customer database leaks on a Saturday: whom do you notify, and who makes the call?',
      'When did somebody last verify these contact details?',
      'Which authorities outside your home country are relevant to you?',
      'Where is the list if your cloud suite is unavailable?',
    ],
  },
  {
    control: 'A.5.6',
    explanation:
      "A small team cannot know everything, so plug into people who do: an ISAC, a local security meet-up, OWASP, a CERT mailing list, a vendor's user group. The gain is early warning, advice in a crisis and staff whose skills stay fresh. Two or three live memberships with a named contact are enough. Raw threat feeds and what you make of them go to A.5.7; official bodies go to A.5.5.",
    convinces:
      'You can show a membership list with a reason for each entry and at least one case where something heard there led to action, such as a ticket or a changed setting. Trouble starts when the list was written for the audit: unsubscribed newsletters, a group that dissolved, nobody who ever attended.',
    evidence: [
      {
        what: 'List of groups with contact person and purpose',
        where: [
          {
            system: 'Document store',
            path: 'ISMS folder > external groups and memberships',
          },
          {
            system: 'Google Workspace',
            path: 'Groups > security-advisories mailbox with subscribed bulletins',
          },
        ],
      },
      {
        what: 'Advice passed on inside the company',
        where: [
          {
            system: 'Slack',
            path: 'Security news channel > posts quoting group bulletins',
          },
          {
            system: 'Jira',
            path: "Issues labelled 'external-advisory' with outcome",
          },
        ],
      },
      {
        what: 'Attendance and learning from events',
        where: [
          {
            system: 'Training platform',
            path: 'External events and certificates of the security staff',
          },
          {
            system: 'Meeting minutes',
            path: "Security meeting, item 'news from outside'",
          },
        ],
      },
    ],
    questions: [
      'Which groups do you take part in, and why those?',
      'What did you change in the past year because of something you heard there?',
      'What may your people tell outsiders in these groups, and what not?',
      'Who would you ask for advice in a technical crisis?',
    ],
  },
  {
    control: 'A.5.7',
    explanation:
      'Pick the sources that matter for your stack and sector, read them regularly, and decide what each item means for you. A warning about attacks on your VPN brand or phishing that imitates your payroll provider is useful; a feed that nobody opens is not. Think in three layers: trends for leadership, attacker methods for defenders, technical details for tools. Patching a known weakness is A.8.8; watching your own systems is A.8.16.',
    convinces:
      'There is a trail from source to judgement to action: an alert arrived, somebody noted whether it applies, and a block rule, a staff warning or a risk entry followed. The common gap is collection without analysis, where subscriptions exist but no record shows that anyone weighed their content.',
    evidence: [
      {
        what: 'Triage log of threat reports',
        where: [
          {
            system: 'Jira',
            path: 'Threat intel project > issues with relevance and decision fields',
          },
          {
            system: 'Slack',
            path: 'Threat intel channel > feed posts with replies from the analyst',
          },
        ],
      },
      {
        what: 'Detections fed by outside intelligence',
        where: [
          {
            system: 'AWS',
            path: 'GuardDuty > Findings, and threat IP lists in its settings',
          },
          {
            system: 'Azure',
            path: 'Microsoft Sentinel > Threat management > Threat intelligence',
          },
          {
            system: 'Cloudflare',
            path: 'Security > WAF > managed rules and firewall events',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'Defender portal > Threat intelligence > Threat analytics',
          },
        ],
      },
      {
        what: 'Threat picture used in risk work',
        where: [
          {
            system: 'Risk register',
            path: 'Risks with a threat source reference and change date',
          },
          {
            system: 'Meeting minutes',
            path: 'Quarterly security meeting, threat summary',
          },
        ],
      },
    ],
    questions: [
      'Which sources do you follow and how did you choose them?',
      'Walk me through the last item you judged relevant. What happened next?',
      'How does this information get into the risk assessment?',
      'Who covers the feeds when the usual person is away?',
    ],
  },
  {
    control: 'A.5.8',
    explanation:
      'Whether you are moving office, swapping the CRM or building a feature, someone should ask the security questions at the start, when changes are still cheap. A few fields in the project template do the job: what data is involved, what could go wrong, which requirements follow, who checks before go-live. It covers all projects, not only software. Requirements for applications are A.8.26, the development life cycle is A.8.25.',
    convinces:
      'Pick any project from the portfolio and its record shows a risk check near the start date, requirements that came out of it, and a look back before launch. Findings tend to involve non-IT projects that slipped past, or an assessment dated after the system was already live.',
    evidence: [
      {
        what: 'Security section in the project template',
        where: [
          {
            system: 'Jira',
            path: 'Project settings > issue types > Epic > security fields',
          },
          {
            system: 'Document store',
            path: 'Project kick-off template > security and privacy questions',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'SharePoint project site > charter with security section filled in',
          },
        ],
      },
      {
        what: 'Risk check of a recent project',
        where: [
          {
            system: 'Risk register',
            path: 'Entries tagged with the project name',
          },
          {
            system: 'GitHub',
            path: 'Repository > docs folder > threat model or design record',
          },
          {
            system: 'GitLab',
            path: "Epic or issue with label 'security review', linked design note",
          },
        ],
      },
      {
        what: 'Go-live decision with security input',
        where: [
          {
            system: 'Meeting minutes',
            path: 'Steering group, launch approval with open security points',
          },
          {
            system: 'Ticket system',
            path: 'Launch checklist with reviewer and date',
          },
        ],
      },
    ],
    questions: [
      'Which projects are running now, and which of them had a security check?',
      'At what point does security join a project?',
      'Show me a requirement that exists only because of such a check.',
      'Who may launch with open security points, and where is that recorded?',
      'How did the office move or tool migration go through this process?',
    ],
  },
  {
    control: 'A.5.9',
    explanation:
      'You cannot protect what you do not know about. Keep a list of the information that matters and what holds it: laptops, cloud accounts, SaaS tools, repositories, databases, paper archives. Every entry has an owner who answers for it. Live exports from device management and cloud consoles beat a spreadsheet typed once a year. How the items may be used is A.5.10, how sensitive they are is A.5.12, and known flaws in them are A.8.8.',
    convinces:
      'A sample works both ways: a laptop on a desk is on the list, and a listed server really exists. Owners know they are owners, and the last reconciliation has a date and corrections. Where it fails: SaaS bought on a credit card, devices of former staff, and lists that count hardware but forget the data.',
    evidence: [
      {
        what: 'Device inventory with assigned users',
        where: [
          {
            system: 'Intune/Jamf',
            path: 'Intune: Devices > All devices > Export; Jamf: Computers > Search Inventory',
          },
          {
            system: 'Google Workspace',
            path: 'Admin console > Devices > Mobile & endpoints > Devices',
          },
        ],
      },
      {
        what: 'Cloud resource inventory',
        where: [
          {
            system: 'AWS',
            path: 'Resource Explorer or Config > Resources, with owner tags',
          },
          {
            system: 'Azure',
            path: 'All resources, or Resource Graph Explorer query with owner tag',
          },
          {
            system: 'GCP',
            path: 'IAM & Admin > Asset Inventory',
          },
        ],
      },
      {
        what: 'List of applications and repositories with owners',
        where: [
          {
            system: 'Okta',
            path: 'Applications > Applications, active list',
          },
          {
            system: 'GitHub',
            path: 'Organisation > Repositories, with CODEOWNERS or team access',
          },
        ],
      },
      {
        what: 'Information asset list with owner and review date',
        where: [
          {
            system: 'Document store',
            path: 'ISMS folder > information asset list',
          },
        ],
      },
    ],
    questions: [
      'Who owns this database, and what does being its owner involve?',
      'How does a newly bought SaaS tool get onto the list?',
      'When did you last reconcile the list with reality, and what did you find?',
      'Which entry holds your most valuable information?',
    ],
  },
  {
    control: 'A.5.10',
    explanation:
      'People want to know what they may do: private use of the laptop, customer data in an AI chatbot, files on a USB stick, browser extensions, printing at home. Put the answers in one readable page, tied to your sensitivity levels, and cover contractors too. Vague rules leave you without grounds to act when something goes wrong. Handing things back is A.5.11, sending data out is A.5.14, and device settings are A.8.1.',
    convinces:
      "Users describe the main dos and don'ts in their own words, everyone with access has accepted the page, and a few rules are backed by technical limits. Expect a remark when the rules predate tools in daily use, above all AI assistants, or when freelancers were never asked to agree.",
    evidence: [
      {
        what: 'Acceptable use rules with signed acceptance',
        where: [
          {
            system: 'HR system',
            path: 'Documents > acceptable use rules > signature status',
          },
          {
            system: 'Training platform',
            path: 'Acceptable use module > results per person',
          },
        ],
      },
      {
        what: 'Technical limits that back the rules',
        where: [
          {
            system: 'Intune/Jamf',
            path: 'Intune: Devices > Configuration; Jamf: Configuration Profiles > restrictions',
          },
          {
            system: 'Google Workspace',
            path: 'Security > Access and data control > API controls > app access',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'Purview portal > Data loss prevention > Policies',
          },
          {
            system: 'Cloudflare',
            path: 'Zero Trust > Gateway > Firewall policies, blocked categories',
          },
        ],
      },
      {
        what: 'Handling of a rule breach or question',
        where: [
          {
            system: 'Ticket system',
            path: "Requests of type 'may I use this tool?' with answer",
          },
          {
            system: 'Slack',
            path: 'Ask-security channel, questions and replies',
          },
        ],
      },
    ],
    questions: [
      'May I paste a customer contract into an AI assistant here?',
      'How do freelancers learn about these rules and agree to them?',
      'What happens if someone installs unapproved software?',
      'Which of these rules are enforced by a tool and which depend on trust?',
    ],
  },
  {
    control: 'A.5.11',
    explanation:
      'Leavers and people changing roles hand back what belongs to the company: laptop, phone, keys, badge, hardware tokens, paper, and the knowledge or files only they hold. With remote staff this means a courier box, a deadline and a reminder. Private devices need a wipe of work data instead. Blocking the accounts is A.5.18, duties that continue after leaving are A.6.5, and safe disposal of the kit is A.7.14.',
    convinces:
      "For the last few leavers, the items assigned to them line up with a dated return record, and the device record now shows stock, wiped or reissued. A classic miss is the checklist ticked by HR while the laptop still reports in from the former employee's home, or contractors left out entirely.",
    evidence: [
      {
        what: 'Offboarding checklists with items returned',
        where: [
          {
            system: 'HR system',
            path: 'Offboarding > completed tasks of the leaver',
          },
          {
            system: 'Jira',
            path: 'Offboarding issues > equipment sub-task with date',
          },
        ],
      },
      {
        what: 'Device records changed after departure',
        where: [
          {
            system: 'Intune/Jamf',
            path: 'Intune: device > Wipe or Retire status; Jamf: computer > Management > History',
          },
          {
            system: 'Google Workspace',
            path: 'Devices > Mobile & endpoints > device of leaver > account wiped',
          },
        ],
      },
      {
        what: 'Badges and keys handed in',
        where: [
          {
            system: 'Access control system',
            path: 'Badge holders > leaver > deactivated on date',
          },
          {
            system: 'Facility records',
            path: 'Key log with return signature',
          },
        ],
      },
      {
        what: 'Files and mailbox handed over',
        where: [
          {
            system: 'Microsoft 365/Entra',
            path: 'Microsoft 365 admin center > Users > leaver > OneDrive and mailbox access',
          },
        ],
      },
    ],
    questions: [
      'Take the last three leavers: what did each hold and when did it come back?',
      'What do you do if a remote employee does not send the laptop?',
      'How is company data removed from a privately owned phone?',
      'Who checks returns for freelancers and temporary staff?',
    ],
  },
  {
    control: 'A.5.12',
    explanation:
      'Three or four sensitivity levels, each with plain examples, let people judge how careful to be. Think of harm if the information leaks, is altered or is missing, plus legal and customer demands. More levels than anyone can remember defeat the purpose. The owner from A.5.9 decides, and revisits the decision when value changes, such as figures after publication. Marking the level is A.5.13; what each level allows is A.5.10.',
    convinces:
      "Two colleagues given the same document arrive at the same level, and the asset list carries a level for each entry. Customer contracts with their own scheme are mapped to yours. Auditors object when everything is 'internal', or when availability and integrity played no part in the choice.",
    evidence: [
      {
        what: 'Classification scheme with examples',
        where: [
          {
            system: 'Document store',
            path: 'ISMS folder > classification scheme with examples per level',
          },
          {
            system: 'Training platform',
            path: 'Classification lesson with quiz scores',
          },
        ],
      },
      {
        what: 'Levels assigned to assets and data stores',
        where: [
          {
            system: 'AWS',
            path: 'S3 bucket > Properties > Tags > data classification',
          },
          {
            system: 'Azure',
            path: 'Microsoft Purview > Data Map > classifications on registered sources',
          },
          {
            system: 'GCP',
            path: 'Sensitive Data Protection > Discovery > data profiles',
          },
          {
            system: 'GitHub',
            path: 'Organisation settings > Repository > Custom properties',
          },
        ],
      },
      {
        what: 'Levels defined in the office suite',
        where: [
          {
            system: 'Microsoft 365/Entra',
            path: 'Purview portal > Information protection > Sensitivity labels',
          },
          {
            system: 'Google Workspace',
            path: 'Security > Access and data control > Label manager',
          },
        ],
      },
    ],
    questions: [
      'Which level has your customer list, and who decided that?',
      'What would make you lower or raise a level?',
      'How do you treat a file that a customer marked under its own scheme?',
      'Where do availability needs show up in the scheme?',
    ],
  },
  {
    control: 'A.5.13',
    explanation:
      'A level nobody can see does not change behaviour, so documents, mails, folders, repositories and paper carry a visible or technical mark. Default labels set by the system save effort; leaving public or low-level material unmarked is fine if you say so. Marks in metadata let tools react, for example by blocking an outside share. The levels come from A.5.12; the leak prevention that reads the label is A.8.12.',
    convinces:
      'Open five sensitive files at random and they carry the mark your rule calls for, including an export from a business system and a printout. A report shows label use across the company. The usual slip: templates are marked, but reports pulled from the CRM or screenshots in chat are not.',
    evidence: [
      {
        what: 'Label policy published to users',
        where: [
          {
            system: 'Microsoft 365/Entra',
            path: 'Purview portal > Information protection > Label publishing policies',
          },
          {
            system: 'Google Workspace',
            path: 'Security > Access and data control > Label manager > published labels',
          },
        ],
      },
      {
        what: 'Report on how labels are used',
        where: [
          {
            system: 'Microsoft 365/Entra',
            path: 'Purview portal > Activity explorer, filter on label applied',
          },
          {
            system: 'Google Workspace',
            path: 'Reporting > Audit and investigation > Drive log events, label changes',
          },
        ],
      },
      {
        what: 'Marks on cloud storage and code',
        where: [
          {
            system: 'AWS',
            path: 'Organizations > Policies > Tag policies, compliance report',
          },
          {
            system: 'Azure',
            path: 'Policy > Compliance > required tag on resource groups',
          },
          {
            system: 'GitLab',
            path: 'Project > Settings > General > topics, or README banner with level',
          },
        ],
      },
      {
        what: 'Marked samples and templates',
        where: [
          {
            system: 'Document store',
            path: 'Templates folder > header and footer with level',
          },
        ],
      },
    ],
    questions: [
      'How do I see the level of this spreadsheet?',
      'What do you do with exports and printouts that have no automatic mark?',
      'Which information is deliberately left unmarked, and where is that stated?',
      'What happens technically when a file has the highest label?',
    ],
  },
  {
    control: 'A.5.14',
    explanation:
      'Data leaves the company by mail, share link, API, chat, courier, phone call or a talk on the train. Agree for each route what may go through it and what protection it needs: encrypted link for customer data, no passwords by chat, identity check before reading out details. Regular exchanges with partners rest on an agreement. Encryption choices are A.8.24, network protection is A.8.20 and A.8.21, and confidentiality clauses are A.6.6.',
    convinces:
      "A table of routes and rules exists, staff know the approved way to send a large confidential file, and sharing settings match. Partner exchanges are covered in contracts. A frequent finding is open 'anyone with the link' shares that nobody reviews, or rules that forget verbal and paper routes.",
    evidence: [
      {
        what: 'External sharing settings',
        where: [
          {
            system: 'Google Workspace',
            path: 'Apps > Google Workspace > Drive and Docs > Sharing settings',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'SharePoint admin center > Policies > Sharing',
          },
          {
            system: 'Slack',
            path: 'Admin settings > Slack Connect permissions and file sharing limits',
          },
        ],
      },
      {
        what: 'Encryption in transit for mail and web',
        where: [
          {
            system: 'Cloudflare',
            path: 'SSL/TLS > Edge Certificates > Minimum TLS version, Always Use HTTPS',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'Exchange admin center > Mail flow > Connectors > TLS requirement',
          },
          {
            system: 'AWS',
            path: 'Transfer Family > Servers > protocols and security policy',
          },
        ],
      },
      {
        what: 'Exchange agreements with partners',
        where: [
          {
            system: 'Contract register',
            path: 'Data exchange and confidentiality agreements, by partner',
          },
        ],
      },
      {
        what: 'Review of public links',
        where: [
          {
            system: 'Jira',
            path: "Recurring task 'review external shares' with result",
          },
        ],
      },
    ],
    questions: [
      'How would you send a confidential 2 GB file to a customer today?',
      'Who can create a public link, and who looks at those links later?',
      'What do staff check before giving details over the phone?',
      'Which partners exchange data with you regularly, and on what contractual basis?',
    ],
  },
  {
    control: 'A.5.15',
    explanation:
      "This one sets the principles before anyone clicks 'grant': who may see what, who decides, need-to-know as the starting point, and everything closed unless opened. It covers rooms as well as systems. A role matrix of one page (team by system) answers most questions. Joiner and leaver handling of accounts is A.5.16, giving and removing permissions is A.5.18, and the technical blocking of data is A.8.3.",
    convinces:
      'The matrix matches the groups configured in the identity provider, and asset owners have approved what their system allows. Deviations are logged with an end date. Weak spots seen again and again: a policy that promises least privilege while half the staff are administrators, or physical areas left out.',
    evidence: [
      {
        what: 'Access policy and role matrix approved by owners',
        where: [
          {
            system: 'Document store',
            path: 'ISMS folder > access policy and role-to-system matrix',
          },
          {
            system: 'Access control system',
            path: 'Access groups > doors and zones per role',
          },
        ],
      },
      {
        what: 'Groups that put the matrix into practice',
        where: [
          {
            system: 'Okta',
            path: 'Directory > Groups > Rules, and app assignments per group',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'Entra admin center > Enterprise apps > app > Users and groups',
          },
          {
            system: 'AWS',
            path: 'IAM Identity Center > Permission sets and group assignments',
          },
          {
            system: 'GitHub',
            path: 'Organisation > Settings > Member privileges > base permissions',
          },
        ],
      },
      {
        what: 'Register of exceptions',
        where: [
          {
            system: 'Jira',
            path: "Issues of type 'access exception' with expiry date",
          },
        ],
      },
    ],
    questions: [
      'Who decided which roles may reach the production database?',
      'What can a new employee open on day one without asking?',
      'How do the rules for rooms fit with the rules for systems?',
      'Show me an exception and when it ends.',
    ],
  },
  {
    control: 'A.5.16',
    explanation:
      'Every account should lead back to one known person, or to a service with a responsible owner, from creation to deletion. That makes logs meaningful and leavers easy to switch off. Feed accounts from the HR record where you can, keep shared logins rare and recorded, and do not reuse old usernames. Passwords and keys are A.5.17; what an identity may do is A.5.18.',
    convinces:
      "Compare the staff list with the directory and the difference is explained line by line. Service and shared accounts have owners; the leaver's account was disabled on or before the last day. Auditors usually catch active accounts of ex-contractors, or local logins in tools outside single sign-on.",
    evidence: [
      {
        what: 'Directory list reconciled with staff list',
        where: [
          {
            system: 'HR system',
            path: 'Reports > active staff and leavers with end dates',
          },
          {
            system: 'Okta',
            path: 'Directory > People, filter by status; Reports > inactive users',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'Entra admin center > Users > All users, with account status and type',
          },
          {
            system: 'Google Workspace',
            path: 'Admin console > Directory > Users, status and last sign-in',
          },
        ],
      },
      {
        what: 'Automated joiner and leaver flow',
        where: [
          {
            system: 'Okta',
            path: 'Directory > Profile sources, and app > Provisioning',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'Enterprise apps > app > Provisioning > provisioning logs',
          },
        ],
      },
      {
        what: 'Owners of service and shared accounts',
        where: [
          {
            system: 'AWS',
            path: 'IAM > Users > credential report, owner tag',
          },
          {
            system: 'GCP',
            path: 'IAM & Admin > Service Accounts, owner in description',
          },
          {
            system: 'GitHub',
            path: 'Organisation > People > outside collaborators and bot accounts',
          },
        ],
      },
    ],
    questions: [
      'Whose account is this one, and who answers for it?',
      'How long after someone leaves are their accounts off?',
      'Which logins are shared, and why can they not be personal?',
      'Which tools are outside single sign-on, and how do you track their users?',
    ],
  },
  {
    control: 'A.5.17',
    explanation:
      'Passwords, tokens, API keys, PINs and recovery codes need a safe life of their own: issued to the right person, changed from the default, stored in a vault, replaced after a leak. People must know not to share them and how to report a loss. Resetting a second factor over the phone is a favourite trick of attackers, so verify first. How the sign-in itself works is A.8.5; cryptographic keys sit under A.8.24.',
    convinces:
      'A password manager is rolled out and used, default credentials are gone, the helpdesk can describe its identity check, and secret scanning runs on code. The finding is nearly always a secret in the wrong place: a key in a repository, a password in a wiki page, a token that has not changed in years.',
    evidence: [
      {
        what: 'Password and recovery rules in force',
        where: [
          {
            system: 'Okta',
            path: 'Security > Authenticators > Password > policy and recovery rules',
          },
          {
            system: 'Google Workspace',
            path: 'Security > Authentication > Password management',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'Entra admin center > Authentication methods > Password protection',
          },
        ],
      },
      {
        what: 'Scans for leaked secrets',
        where: [
          {
            system: 'GitHub',
            path: 'Organisation > Security > Secret scanning alerts',
          },
          {
            system: 'GitLab',
            path: 'Project > Secure > Vulnerability report, filter secret detection',
          },
        ],
      },
      {
        what: 'Age and storage of machine credentials',
        where: [
          {
            system: 'AWS',
            path: 'IAM > Credential report > access key last rotated',
          },
          {
            system: 'Azure',
            path: 'Key Vault > Secrets > expiry dates',
          },
          {
            system: 'GCP',
            path: 'Security > Secret Manager > versions and rotation',
          },
        ],
      },
      {
        what: 'Identity check before a reset',
        where: [
          {
            system: 'Ticket system',
            path: 'Reset requests > recorded verification step',
          },
        ],
      },
    ],
    questions: [
      'I call the helpdesk and say I lost my phone. What happens?',
      'Where do you keep the emergency administrator password?',
      'How does a new starter receive the first credentials?',
      'What did you do about the last secret found in code?',
      'What became of the default passwords on your network gear?',
    ],
  },
  {
    control: 'A.5.18',
    explanation:
      'Follow permissions from request to removal: someone asks, the owner agrees, the right goes live, it is looked at again on a schedule, and it ends when the job changes. Internal moves matter as much as exits, because old rights pile up. The general rules come from A.5.15, the account itself from A.5.16, and administrator rights get extra care in A.8.2.',
    convinces:
      'For a sample of grants there is an earlier approval by the owner; review records show rights that were taken away, not just a signature; role changers lost their former access. Reviews where everything was confirmed in five minutes are the standing complaint, followed by approval after the fact.',
    evidence: [
      {
        what: 'Requests with owner approval',
        where: [
          {
            system: 'Jira',
            path: 'Service project > access requests > approvals panel with date',
          },
          {
            system: 'Okta',
            path: 'Okta Identity Governance > Access Requests > request history',
          },
          {
            system: 'Slack',
            path: 'Access request workflow > approval messages in its channel',
          },
        ],
      },
      {
        what: 'Completed access reviews with removals',
        where: [
          {
            system: 'Microsoft 365/Entra',
            path: 'Identity Governance > Access reviews > review > Results',
          },
          {
            system: 'Okta',
            path: 'Identity Governance > Access Certifications > closed campaigns',
          },
          {
            system: 'GitHub',
            path: 'Organisation > Settings > Audit log, member and team removals',
          },
        ],
      },
      {
        what: 'Rights withdrawn at role change or exit',
        where: [
          {
            system: 'HR system',
            path: 'Job history > transfers and leavers in the period',
          },
          {
            system: 'Google Workspace',
            path: 'Reporting > Audit and investigation > Admin log events, group removals',
          },
          {
            system: 'AWS',
            path: 'IAM > user or role > Access Advisor, last accessed',
          },
        ],
      },
    ],
    questions: [
      "Who approved this person's access to the finance system, and was that before it went live?",
      'What did the last review remove?',
      'Show me someone who changed teams: which rights went away?',
      'How often do you review, and why is that interval right for this system?',
    ],
  },
  {
    control: 'A.5.19',
    explanation:
      'Decide how you deal with the firms that hold your data or keep you running: hosting, payroll, SaaS, developers, cleaners with keys. Sort them by the damage they could cause, check the important ones before signing, and give each an owner. The depth of the check follows the tier, so the coffee supplier needs none. Contract terms are A.5.20, the chain behind them is A.5.21, later monitoring is A.5.22, and cloud services are A.5.23.',
    convinces:
      'The supplier list is complete when compared with accounts payable and single sign-on, every entry has a tier, and top-tier firms have a dated assessment with a decision. What tends to be missing: suppliers bought by a department without asking, or certificates filed without anybody reading their scope.',
    evidence: [
      {
        what: 'Supplier list with tier and owner',
        where: [
          {
            system: 'Contract register',
            path: 'All suppliers > tier, data handled, owner, end date',
          },
          {
            system: 'Risk register',
            path: "Risks with category 'supplier'",
          },
        ],
      },
      {
        what: 'Assessment before signing',
        where: [
          {
            system: 'Jira',
            path: 'Vendor review issues > questionnaire, decision, approver',
          },
          {
            system: 'Document store',
            path: 'Supplier folder > ISO certificate or SOC 2 report with review note',
          },
          {
            system: 'AWS',
            path: 'Artifact > Reports > ISO 27001 and SOC 2, download record',
          },
        ],
      },
      {
        what: 'Check for unlisted suppliers',
        where: [
          {
            system: 'Google Workspace',
            path: 'Security > Access and data control > API controls > accessed apps',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'Defender portal > Cloud apps > Cloud discovery',
          },
          {
            system: 'Okta',
            path: 'Applications > list compared with supplier register',
          },
          {
            system: 'Slack',
            path: 'Admin > Manage apps > installed third-party apps',
          },
        ],
      },
    ],
    questions: [
      'Which five suppliers could hurt you most, and how do you know?',
      'What did you check before you signed with this one?',
      'How do you find tools that teams bought on their own?',
      'What happens to your data and access when a supplier relationship ends?',
      'Have you turned a supplier down or set conditions?',
    ],
  },
  {
    control: 'A.5.20',
    explanation:
      'Put the security promises you rely on into the contract: who may see your data, how fast a breach is reported, which subcontractors are used, what happens at exit. Without a signed clause you have no lever when something goes wrong. The depth follows the risk of the supplier. Choosing and rating suppliers is A.5.19; checking that they keep their word is A.5.22.',
    convinces:
      "A sample of critical suppliers, each with a signed agreement whose security terms match the supplier's risk rating. The common finding is an old contract that predates the ISMS, or a processor without a data processing agreement because someone clicked through the online terms.",
    evidence: [
      {
        what: 'Signed agreements with security terms for critical suppliers',
        where: [
          {
            system: 'Contract register',
            path: 'Supplier entry > signed contract, security annex, renewal date',
          },
          {
            system: 'Document store',
            path: 'Legal > Suppliers > folder per supplier with DPA and annexes',
          },
        ],
      },
      {
        what: 'Standard security clauses used for new contracts',
        where: [
          {
            system: 'Document store',
            path: 'Legal > Templates > supplier security schedule, current version',
          },
          {
            system: 'Google Workspace',
            path: 'Shared drive of Legal > template > version history',
          },
        ],
      },
      {
        what: 'Accepted provider terms for cloud platforms',
        where: [
          {
            system: 'AWS',
            path: 'AWS Artifact > Agreements',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'Product terms and data protection addendum for your licence',
          },
          {
            system: 'GCP',
            path: 'Cloud data processing addendum accepted in the account settings',
          },
        ],
      },
      {
        what: 'Contract review before signature',
        where: [
          {
            system: 'Jira',
            path: 'Vendor intake project > ticket with legal and security approval',
          },
        ],
      },
    ],
    questions: [
      'Which three suppliers would hurt you most, and where are their security terms?',
      'How many hours does this supplier have to tell you about a breach?',
      'What did you do where the supplier refused your clauses?',
      'Who decides that a contract may be signed without a security annex?',
    ],
  },
  {
    control: 'A.5.21',
    explanation:
      "Behind your software and hardware stand further parties: package authors, hosting firms, resellers, your supplier's own suppliers. This control asks you to know the links that matter and pick components from sources you can check. A poisoned library or a swapped device arrives through the front door. Contract wording stays in A.5.20; secure coding of your own product sits in A.8.28.",
    convinces:
      'A live dependency list, alerts that someone closes within the agreed time, and a known origin for images and devices. Auditors usually write it up when the supplier process covers only direct vendors, or when the alert list holds critical items nobody has opened for months.',
    evidence: [
      {
        what: 'Dependency inventory and alerts handled in time',
        where: [
          {
            system: 'GitHub',
            path: 'Repository > Security > Dependabot; Insights > Dependency graph > export SBOM',
          },
          {
            system: 'GitLab',
            path: 'Project > Secure > Dependency list and Vulnerability report',
          },
        ],
      },
      {
        what: 'Container images taken from approved registries and scanned',
        where: [
          {
            system: 'AWS',
            path: 'Elastic Container Registry > repository > image scan findings',
          },
          {
            system: 'GCP',
            path: 'Artifact Registry > image > vulnerabilities; Binary Authorization policy',
          },
          {
            system: 'Azure',
            path: 'Defender for Cloud > recommendations for container registries',
          },
        ],
      },
      {
        what: 'Subprocessor list with change notices',
        where: [
          {
            system: 'Contract register',
            path: 'Supplier entry > subprocessors and date last checked',
          },
          {
            system: 'Slack',
            path: 'Channel that receives vendor subprocessor notices',
          },
        ],
      },
    ],
    questions: [
      'How would you find every product that uses a library announced as compromised today?',
      'Who may add a new open-source package, and what is checked first?',
      'Which subcontractors of your main hosting partner can reach your data?',
      'Where do your laptops and network devices come from?',
    ],
  },
  {
    control: 'A.5.22',
    explanation:
      'Suppliers drift after signature: certificates lapse, data moves region, features change, the company is bought. Look again at regular intervals, with more attention to those who hold your data or keep you online, and treat a notable change as a reason to reassess risk. The terms you measure against come from A.5.20. For cloud platforms read it together with A.5.23.',
    convinces:
      'Dated reviews where somebody clearly read the assurance report, noted exceptions and chased them. A folder of downloaded SOC 2 reports with no comment is the typical weak spot; so is a review plan that was skipped for the supplier that had an outage last spring.',
    evidence: [
      {
        what: 'Periodic review record per critical supplier',
        where: [
          {
            system: 'Jira',
            path: 'Vendor review project > recurring ticket with findings and decision',
          },
          {
            system: 'Document store',
            path: 'Suppliers > review sheet with the report read, date and reviewer',
          },
        ],
      },
      {
        what: 'Provider assurance reports on file',
        where: [
          {
            system: 'AWS',
            path: 'AWS Artifact > Reports > SOC and ISO certificates',
          },
          {
            system: 'Azure',
            path: 'Microsoft Service Trust Portal > audit reports',
          },
          {
            system: 'GCP',
            path: 'Compliance Reports Manager',
          },
        ],
      },
      {
        what: 'Service changes and outages followed up',
        where: [
          {
            system: 'Microsoft 365/Entra',
            path: 'Microsoft 365 admin centre > Health > Message center and Service health',
          },
          {
            system: 'Ticket system',
            path: 'Tickets tagged with the supplier name, cause and follow-up',
          },
        ],
      },
      {
        what: 'Risk reassessed after a supplier change',
        where: [
          {
            system: 'Risk register',
            path: 'Supplier risk > change history and new rating',
          },
        ],
      },
    ],
    questions: [
      'When did you last review this supplier and what did you find?',
      'Which exception in their latest audit report concerned you?',
      'How do you hear that a supplier changes its hosting location?',
      'Which supplier missed its service level this year, and what followed?',
      'Who owns the relationship on your side?',
    ],
  },
  {
    control: 'A.5.23',
    explanation:
      "From first sign-up to final exit, each cloud service needs a few agreed rules: who may buy it, which data may go in, which settings belong to you under shared responsibility, and how you get out with your data. Most cloud leaks come from the customer's half. General supplier terms remain in A.5.20; hardening of the settings belongs to A.8.9.",
    convinces:
      'One list of cloud services with owner, data class and sign-in method, a written split of duties, and an exit note for the big ones. Shadow services are the classic gap: the auditor compares expense claims or OAuth grants with your list and finds tools no one approved.',
    evidence: [
      {
        what: 'Register of approved cloud services with owners',
        where: [
          {
            system: 'Contract register',
            path: 'Cloud services list > owner, data class, region, exit note',
          },
          {
            system: 'Okta',
            path: 'Applications > Applications > active integrations',
          },
        ],
      },
      {
        what: 'Control over third-party app access',
        where: [
          {
            system: 'Google Workspace',
            path: 'Security > Access and data control > API controls > app access',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'Entra > Enterprise applications > Consent and permissions',
          },
          {
            system: 'Slack',
            path: 'Workspace administration > app approval settings',
          },
        ],
      },
      {
        what: 'Posture checks on your side of the shared duties',
        where: [
          {
            system: 'AWS',
            path: 'Security Hub > security standards score',
          },
          {
            system: 'Azure',
            path: 'Defender for Cloud > Secure score',
          },
          {
            system: 'GCP',
            path: 'Security Command Center > findings',
          },
        ],
      },
      {
        what: 'Exit plan or export test for a key service',
        where: [
          {
            system: 'Document store',
            path: 'Cloud > exit plans > service name, last export test',
          },
        ],
      },
    ],
    questions: [
      'How does a team get permission to use a new SaaS tool?',
      'For your main platform, which security tasks are yours and which theirs?',
      'How do you detect services that were never approved?',
      'If this provider closed in ninety days, how would you leave?',
    ],
  },
  {
    control: 'A.5.24',
    explanation:
      'Before the bad day you need a plan: who leads, who may switch systems off, who speaks to customers and regulators, which deadlines run, and where people report. Improvised roles cost hours when minutes count. Keep the plan short enough to be read at night and rehearse it. Triage of single events starts in A.5.25, the actual handling in A.5.26.',
    convinces:
      'A current plan with names and deputies, plus the notes of a tabletop exercise held in the past year with actions closed. Findings tend to come from staff who cannot say where to report, from phone lists naming leavers, and from plans that were never tried.',
    evidence: [
      {
        what: 'Incident plan with roles, severity levels and deadlines',
        where: [
          {
            system: 'Document store',
            path: 'ISMS > Incident plan > current approved version',
          },
          {
            system: 'Google Workspace',
            path: 'Shared drive > incident plan > approval and version history',
          },
        ],
      },
      {
        what: 'Reporting channel and on-call rota',
        where: [
          {
            system: 'Slack',
            path: 'Incident reporting channel, pinned instructions',
          },
          {
            system: 'Jira',
            path: 'Jira Service Management > On-call schedule',
          },
        ],
      },
      {
        what: 'Exercise report with follow-up actions',
        where: [
          {
            system: 'Meeting minutes',
            path: 'Tabletop exercise > scenario, attendees, lessons',
          },
          {
            system: 'Jira',
            path: 'Action tickets labelled with the exercise',
          },
        ],
      },
      {
        what: 'Staff briefed on how to report',
        where: [
          {
            system: 'Training platform',
            path: 'Course on reporting incidents > completion report',
          },
        ],
      },
    ],
    questions: [
      'It is Saturday night and data is leaking: who is called first?',
      'Who has the authority to take the product offline?',
      'What did the last exercise show you?',
      'How can you reach the team if chat and email are down?',
    ],
  },
  {
    control: 'A.5.25',
    explanation:
      'Not every alert or worried message is an incident. Agree criteria for telling them apart, name the people who decide, and write the decision down with its reason, including the ones dismissed. Consistent triage saves time and shows you did not look away. Spotting events is the work of A.8.16 and A.6.8; once something is declared an incident, A.5.26 takes over.',
    convinces:
      'A log of events in which each line carries a severity, a decision, a name and a time. Trouble begins when the register is empty although the alert console is full, or when two similar phishing reports were rated differently without a stated reason.',
    evidence: [
      {
        what: 'Event log with severity, decision and reason',
        where: [
          {
            system: 'Jira',
            path: 'Security queue > issues with severity and resolution fields',
          },
          {
            system: 'Ticket system',
            path: 'Security category > closed tickets including false alarms',
          },
        ],
      },
      {
        what: 'Alerts triaged in the detection tools',
        where: [
          {
            system: 'AWS',
            path: 'GuardDuty > Findings, including archived ones',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'Defender portal > Incidents & alerts > classification',
          },
          {
            system: 'Google Workspace',
            path: 'Security > Alert center > alert status and notes',
          },
        ],
      },
      {
        what: 'Triage criteria',
        where: [
          {
            system: 'Document store',
            path: 'ISMS > severity matrix with examples',
          },
        ],
      },
      {
        what: 'Discussion and hand-over to the incident lead',
        where: [
          {
            system: 'Slack',
            path: 'Security triage channel > thread linked to the ticket',
          },
        ],
      },
    ],
    questions: [
      'Show me an event you decided was not an incident. Why?',
      'Who decides when the security lead is on holiday?',
      'How long does it take from alert to decision?',
      'What in your criteria tells you personal data is affected?',
    ],
  },
  {
    control: 'A.5.26',
    explanation:
      'Once an incident is declared, people follow the plan: contain, remove the cause, restore, inform those who need to know, and record each step while it happens. Speed and a clear timeline limit the damage and help with customers and regulators later. Preparation sits in A.5.24, securing proof for disputes in A.5.28, drawing conclusions in A.5.27.',
    convinces:
      'Pick a real case and walk from detection to closure with timestamps, decisions and messages sent. If there was none, a realistic drill has to stand in. Auditors object to tickets closed with one word, notifications sent after the deadline, and handling that ignored the written plan.',
    evidence: [
      {
        what: 'Incident record with timeline and closure',
        where: [
          {
            system: 'Jira',
            path: 'Incident project > issue > history, linked tasks, closure approval',
          },
          {
            system: 'Slack',
            path: 'Dedicated incident channel, exported after closure',
          },
        ],
      },
      {
        what: 'Containment steps visible in the systems',
        where: [
          {
            system: 'Okta',
            path: 'Reports > System Log > session cleared, user suspended',
          },
          {
            system: 'Intune/Jamf',
            path: 'Device record > remote lock or wipe action',
          },
          {
            system: 'Cloudflare',
            path: 'Security rules page of the zone > rule added during the incident',
          },
        ],
      },
      {
        what: 'Messages to customers, authorities or staff',
        where: [
          {
            system: 'Document store',
            path: 'Incidents > case folder > notices with date and recipient',
          },
          {
            system: 'Google Workspace',
            path: 'Incident mailbox > sent notices',
          },
        ],
      },
    ],
    questions: [
      'Take me through your most serious incident of the past year.',
      'When did you know, and when did you tell the customer?',
      'Who confirmed that the cause was removed before you closed it?',
      'Where did you depart from the plan, and who agreed?',
    ],
  },
  {
    control: 'A.5.27',
    explanation:
      'After the dust settles, ask why it happened and what would have caught it sooner, then change something: a setting, a procedure, a training slide, a risk rating. Small recurring events deserve the same look as one large one. Otherwise you pay twice for the same mistake. Formal nonconformities run through clause 10.2; the repair itself belongs to A.5.26.',
    convinces:
      "Post-incident reviews with a root cause, an owner and actions that were closed, and a yearly look at numbers and types. It fails most often where the review says 'human error' and stops, or where action items sit open while the incident repeats.",
    evidence: [
      {
        what: 'Post-incident review with root cause',
        where: [
          {
            system: 'Document store',
            path: 'Incidents > reviews > one file per case',
          },
          {
            system: 'GitHub',
            path: 'Postmortem repository > file per incident with pull request',
          },
        ],
      },
      {
        what: 'Improvement actions followed to closure',
        where: [
          {
            system: 'Jira',
            path: 'Filter: label post-incident > status, owner, due date',
          },
          {
            system: 'GitLab',
            path: 'Issues with the corrective action label',
          },
        ],
      },
      {
        what: 'Trends reported to management',
        where: [
          {
            system: 'Meeting minutes',
            path: 'Management review > incident numbers and types',
          },
        ],
      },
      {
        what: 'Risk and training updated after incidents',
        where: [
          {
            system: 'Risk register',
            path: 'Risk entry > change with reference to the incident',
          },
          {
            system: 'Training platform',
            path: 'Course content changed > version note',
          },
        ],
      },
    ],
    questions: [
      'What changed in your company because of the last incident?',
      'Which kind of incident occurs most often, and why is that?',
      'Show me an action from a review and the proof it was done.',
      'Did any incident alter a risk rating?',
    ],
  },
  {
    control: 'A.5.28',
    explanation:
      'Some incidents end with a lawyer, the police, an insurer or a dismissal. Logs and disks then have to be trusted, so decide beforehand who may collect them, how copies are made and hashed, where they are locked away and who touched them. A well-meant reboot can destroy the case. Everyday log keeping is A.8.15; this covers the special handling when proof matters.',
    convinces:
      'A one-page procedure, a chain-of-custody form that someone has used or rehearsed, and the phone number of a forensic firm. The weak point is usually log retention shorter than the time it takes to notice, or a case folder every administrator can edit.',
    evidence: [
      {
        what: 'Evidence procedure and custody form',
        where: [
          {
            system: 'Document store',
            path: 'ISMS > evidence handling procedure and custody template',
          },
          {
            system: 'Ticket system',
            path: 'Case ticket > who collected what, when, hash value',
          },
        ],
      },
      {
        what: 'Preservation holds on mail, chat and files',
        where: [
          {
            system: 'Microsoft 365/Entra',
            path: 'Purview portal > eDiscovery > case > holds',
          },
          {
            system: 'Google Workspace',
            path: 'Vault > Matters > holds and exports',
          },
        ],
      },
      {
        what: 'Tamper-proof storage for logs and images',
        where: [
          {
            system: 'AWS',
            path: 'S3 > bucket > Properties > Object Lock; CloudTrail log file validation',
          },
          {
            system: 'Azure',
            path: 'Storage account > container > immutability policy',
          },
        ],
      },
      {
        what: 'Forensic help arranged',
        where: [
          {
            system: 'Contract register',
            path: 'Forensic retainer or cyber insurance panel',
          },
        ],
      },
    ],
    questions: [
      'How would you secure a laptop suspected of leaking data?',
      'Who can alter the logs you would hand to the police?',
      'How far back could you trace an intruder?',
      'When does legal counsel join?',
    ],
  },
  {
    control: 'A.5.29',
    explanation:
      'Emergencies tempt people to share passwords, open firewalls and work from private accounts. Decide now how security holds up, or is deliberately relaxed with compensation, when the office, a supplier or the main system is gone, and how you return to normal. The continuity plan needs a security chapter for that. Recovering the technology on time is the subject of A.5.30.',
    convinces:
      'Continuity plans that name the security measures to keep alive in crisis mode, and an exercise that tested them. A frequent observation: emergency accounts exist but were never tried, or a workaround from the last outage is still switched on.',
    evidence: [
      {
        what: 'Continuity plan with security measures per scenario',
        where: [
          {
            system: 'Document store',
            path: 'Continuity > plan > security during disruption chapter',
          },
          {
            system: 'Risk register',
            path: 'Continuity risks > scenario, fallback controls',
          },
        ],
      },
      {
        what: 'Emergency access set up and tested',
        where: [
          {
            system: 'Microsoft 365/Entra',
            path: 'Entra > Users > emergency accounts; sign-in log of the test',
          },
          {
            system: 'Okta',
            path: 'Security > Administrators > break-glass admin; System Log entry',
          },
          {
            system: 'AWS',
            path: 'IAM > root account MFA; CloudTrail entry of last use',
          },
        ],
      },
      {
        what: 'Exercise notes and return to normal',
        where: [
          {
            system: 'Meeting minutes',
            path: 'Continuity exercise > security observations',
          },
          {
            system: 'Jira',
            path: 'Tickets to withdraw temporary exceptions',
          },
        ],
      },
    ],
    questions: [
      'If your identity provider fails, how do people sign in and who watches that?',
      'Which controls would you relax in a crisis, and with whose approval?',
      'How are temporary permissions withdrawn afterwards?',
      'When was the emergency account last tested?',
    ],
  },
  {
    control: 'A.5.30',
    explanation:
      'The business says how long each service may be down and how much data may be lost; IT shows by test that it can meet those figures. Start from an impact analysis, then plan failover, restore order, people and suppliers. An untested target is a guess. Making copies is A.8.13, spare capacity A.8.14, and keeping security intact meanwhile A.5.29.',
    convinces:
      'Recovery times agreed by the business set beside measured results from a recent test. Gaps are fine if they have a treatment. What fails is a plan with a four-hour target and no drill, or a restore test of one file presented as proof for the whole platform.',
    evidence: [
      {
        what: 'Impact analysis with recovery targets',
        where: [
          {
            system: 'Document store',
            path: 'Continuity > impact analysis > RTO and RPO per service',
          },
          {
            system: 'Meeting minutes',
            path: 'Management approval of recovery targets',
          },
        ],
      },
      {
        what: 'Recovery set-up in the platform',
        where: [
          {
            system: 'AWS',
            path: 'AWS Backup > Backup plans; RDS > Multi-AZ setting',
          },
          {
            system: 'Azure',
            path: 'Recovery Services vault > Replicated items',
          },
          {
            system: 'GCP',
            path: 'Cloud SQL > instance > high availability and backups',
          },
          {
            system: 'Cloudflare',
            path: 'Traffic > Load balancing > pools and health checks',
          },
        ],
      },
      {
        what: 'Failover or restore test with measured times',
        where: [
          {
            system: 'AWS',
            path: 'AWS Backup > Jobs > Restore jobs',
          },
          {
            system: 'Jira',
            path: 'Recovery test ticket > start, end, target met',
          },
        ],
      },
      {
        what: 'Runbooks for rebuilding',
        where: [
          {
            system: 'GitHub',
            path: 'Infrastructure repository > recovery runbook and code',
          },
        ],
      },
    ],
    questions: [
      'How long did recovery take at the last test against the target?',
      'Who set the figure for acceptable data loss?',
      'Which service comes back first, and why?',
      'What happens if your cloud region is unavailable?',
      'Could a colleague run the recovery without the author?',
    ],
  },
  {
    control: 'A.5.31',
    explanation:
      'Keep one list of the laws, regulations and customer promises that touch information security, with an owner and a note of how each is met. It covers data protection, sector rules, encryption export, notification deadlines and security clauses you signed. Overlooking one costs fines or contracts. Copyright and licences have their own place in A.5.32, personal data in A.5.34.',
    convinces:
      'A register that fits your countries and sector, reviewed within the year, where each line leads to a measure or policy. Copied law lists are easy to spot: the wrong country, a repealed act, or no sign of the customer contracts that set the strictest terms.',
    evidence: [
      {
        what: 'Register of legal and contractual duties',
        where: [
          {
            system: 'Document store',
            path: 'ISMS > legal register > duty, source, owner, how met',
          },
          {
            system: 'Contract register',
            path: 'Customer contracts > security obligations extracted',
          },
        ],
      },
      {
        what: 'Regular review and watch for changes',
        where: [
          {
            system: 'Meeting minutes',
            path: 'Legal and compliance meeting > changes in law',
          },
          {
            system: 'Jira',
            path: 'Recurring task: legal register review',
          },
        ],
      },
      {
        what: 'Duties turned into settings',
        where: [
          {
            system: 'AWS',
            path: 'Organizations > Policies > region restriction',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'Microsoft 365 admin centre > Settings > Org settings > Data location',
          },
          {
            system: 'Google Workspace',
            path: 'Admin console > Data regions',
          },
        ],
      },
      {
        what: 'Breach of duty assessed as risk',
        where: [
          {
            system: 'Risk register',
            path: 'Compliance risks > rating and treatment',
          },
        ],
      },
    ],
    questions: [
      'Which new law affected you this year, and how did you learn of it?',
      'Show me the strictest customer security clause and how you meet it.',
      'Who reads contracts for security duties before signature?',
      'Are there rules on encryption in the countries you sell to?',
    ],
  },
  {
    control: 'A.5.32',
    explanation:
      'Respect what belongs to others and guard what is yours: paid software within its licence count, open source according to its terms, images and fonts with rights cleared, and your own code owned by the company through staff and freelancer contracts. Breaches lead to claims or a blocked sale of the firm. Technical limits on installing software are found in A.8.19.',
    convinces:
      'Licence counts compared with installs, an open-source check in the build, and invention clauses in contracts. Typical trouble: a freelancer who never assigned the code, a copyleft package in the shipped product, or seats shared by a whole team.',
    evidence: [
      {
        what: 'Software licences compared with use',
        where: [
          {
            system: 'Contract register',
            path: 'Software licences > seats bought, renewal',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'Microsoft 365 admin centre > Billing > Licenses',
          },
          {
            system: 'Intune/Jamf',
            path: 'Intune: Apps > Monitor > Discovered apps, or Jamf software inventory',
          },
        ],
      },
      {
        what: 'Open-source licence check',
        where: [
          {
            system: 'GitHub',
            path: 'Organisation > Insights > Dependencies > licences',
          },
          {
            system: 'GitLab',
            path: 'Project > Secure > Dependency list > licences; approval policy',
          },
        ],
      },
      {
        what: 'Assignment of rights by staff and freelancers',
        where: [
          {
            system: 'HR system',
            path: 'Employee file > contract > intellectual property clause',
          },
          {
            system: 'Contract register',
            path: 'Freelancer contracts > assignment clause',
          },
        ],
      },
      {
        what: 'Staff rules on copyright and licences',
        where: [
          {
            system: 'Document store',
            path: 'Policies > intellectual property rules',
          },
        ],
      },
    ],
    questions: [
      'How do you know no licence is overused?',
      'Which open-source licences may not enter your product, and what stops them?',
      'Who owns code written by contractors?',
      'What happens when someone installs unlicensed software?',
    ],
  },
  {
    control: 'A.5.33',
    explanation:
      'Invoices, contracts, personnel files, audit trails and ISMS proof have to survive unchanged for as long as the law or a contract says, then disappear. Set a period and a place for each type, protect them against loss, forgery and prying eyes, and keep them readable when systems are replaced. Erasing what has run out is A.8.10; copies for recovery are A.8.13.',
    convinces:
      'A retention schedule backed by law, matching settings in the systems, and one old record found within minutes. Auditors often see a schedule that no system follows: mail kept forever, logs overwritten after 30 days, or a wiki page edited after approval.',
    evidence: [
      {
        what: 'Retention schedule by record type',
        where: [
          {
            system: 'Document store',
            path: 'ISMS > retention schedule > type, period, legal basis, location',
          },
          {
            system: 'HR system',
            path: 'Settings for retention of personnel files',
          },
        ],
      },
      {
        what: 'Retention settings that match the schedule',
        where: [
          {
            system: 'Google Workspace',
            path: 'Vault > Retention > default and custom rules',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'Purview portal > Data lifecycle management > Retention policies',
          },
          {
            system: 'Slack',
            path: 'Workspace settings > message and file retention',
          },
        ],
      },
      {
        what: 'Protection of records against change',
        where: [
          {
            system: 'AWS',
            path: 'S3 > bucket > Object Lock and versioning',
          },
          {
            system: 'GCP',
            path: 'Cloud Storage > bucket > Protection > retention policy locked',
          },
        ],
      },
    ],
    questions: [
      'How long do you keep access review records, and why that long?',
      'Please find a contract from five years ago.',
      'Who could alter an approved record without leaving a trace?',
      'What happens to records when you replace a system?',
    ],
  },
  {
    control: 'A.5.34',
    explanation:
      'Personal data needs its own care: know what you process and why, name who is in charge, meet the privacy law that applies, answer people who ask for their data and limit who sees it. A leak here harms individuals and draws regulators. Masking techniques are in A.8.11 and deletion in A.8.10; other legal duties sit in A.5.31.',
    convinces:
      "Processing records that reflect today's systems, requests answered on time, and access limited in the HR and customer systems. What usually disappoints is a record of processing from the GDPR project of 2018, or production data with real names in a test environment.",
    evidence: [
      {
        what: 'Record of processing and impact assessments',
        where: [
          {
            system: 'Document store',
            path: 'Privacy > processing records and impact assessments',
          },
          {
            system: 'Contract register',
            path: 'Processors > data processing agreements',
          },
        ],
      },
      {
        what: 'Requests from individuals handled in time',
        where: [
          {
            system: 'Ticket system',
            path: 'Privacy queue > received, answered, identity checked',
          },
          {
            system: 'Jira',
            path: 'Privacy request type > due date and closure',
          },
        ],
      },
      {
        what: 'Restricted access to personal data',
        where: [
          {
            system: 'HR system',
            path: 'Roles and permissions > who sees salary and health data',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'Purview portal > Data loss prevention > policies',
          },
          {
            system: 'Google Workspace',
            path: 'Security > Access and data control > Data protection rules',
          },
          {
            system: 'AWS',
            path: 'Macie > Findings on personal data in buckets',
          },
        ],
      },
      {
        what: 'Privacy training',
        where: [
          {
            system: 'Training platform',
            path: 'Privacy course > completion report',
          },
        ],
      },
    ],
    questions: [
      'Which personal data do you hold, and on what basis?',
      'How did you handle the last access or erasure request?',
      'Who is in charge of privacy and to whom do they report?',
      'Where does real personal data appear in test systems?',
      'Which transfers leave the country, and under which safeguard?',
    ],
  },
  {
    control: 'A.5.35',
    explanation:
      'Somebody without a stake in the outcome looks at how you manage security: people, processes and technology, at planned times and after big changes. It may be an outside firm, a sister company or a colleague from another department, as long as nobody marks their own homework. The ISMS audit under clause 9.2 can cover part of it; line managers checking their own area is A.5.36.',
    convinces:
      "A report by a person whose independence is plain, delivered to management, with findings tracked. It goes wrong when the security lead audits their own work, when the scope leaves out technology, or when last year's findings return word for word.",
    evidence: [
      {
        what: 'Review plan with reviewer and independence',
        where: [
          {
            system: 'Document store',
            path: 'ISMS > review programme > scope, reviewer, competence',
          },
          {
            system: 'Contract register',
            path: 'Engagement letter of the external reviewer',
          },
        ],
      },
      {
        what: 'Review or penetration test report',
        where: [
          {
            system: 'Document store',
            path: 'Reviews > report by year',
          },
          {
            system: 'GitHub',
            path: 'Issues created from the penetration test',
          },
          {
            system: 'GitLab',
            path: 'Issues labelled with the review, linked merge requests',
          },
        ],
      },
      {
        what: 'Management took note and decided',
        where: [
          {
            system: 'Meeting minutes',
            path: 'Management review > independent review results',
          },
          {
            system: 'Jira',
            path: 'Findings board > owner, due date, verification',
          },
        ],
      },
    ],
    questions: [
      'Who carried out the last review, and what else do they do here?',
      'Which change would trigger an extra review?',
      'Which finding did management decide not to fix, and on what grounds?',
      'Does the review look at technology or at paper only?',
    ],
  },
  {
    control: 'A.5.36',
    explanation:
      "Rules written down drift from what people do. Each manager or system owner checks at intervals whether their own area follows the policies and technical standards, corrects what is off and notes the result. Automated configuration checks do much of it. An outsider's opinion is A.5.35; testing for weaknesses in systems is A.8.8.",
    convinces:
      'Check results from several departments, not only IT, with deviations explained and fixed. Nonconformities often stem from a policy that demands full disk encryption while the device report shows twelve exceptions nobody signed.',
    evidence: [
      {
        what: 'Device compliance report against the standard',
        where: [
          {
            system: 'Intune/Jamf',
            path: 'Intune: Devices > Compliance, or Jamf smart group of failing devices',
          },
          {
            system: 'Google Workspace',
            path: 'Devices > Mobile and endpoints > device list and status',
          },
        ],
      },
      {
        what: 'Cloud configuration checks',
        where: [
          {
            system: 'AWS',
            path: 'AWS Config > Rules > noncompliant resources',
          },
          {
            system: 'Azure',
            path: 'Policy > Compliance',
          },
          {
            system: 'GCP',
            path: 'Security Command Center > Compliance',
          },
        ],
      },
      {
        what: 'Self-checks by department heads',
        where: [
          {
            system: 'Jira',
            path: 'Quarterly check ticket per department',
          },
          {
            system: 'Meeting minutes',
            path: 'Team meeting > clear desk or policy spot check',
          },
        ],
      },
      {
        what: 'Approved exceptions',
        where: [
          {
            system: 'Risk register',
            path: 'Exceptions > reason, owner, expiry date',
          },
        ],
      },
    ],
    questions: [
      'How does the head of sales know the team follows the policy?',
      'Show me a deviation you found yourselves and what you did.',
      'Which exceptions are in force, and when do they end?',
      'How often are server settings compared with the baseline?',
    ],
  },
  {
    control: 'A.5.37',
    explanation:
      'Tasks that matter and are done by few people, seldom, or under pressure deserve written steps: restoring a database, onboarding, rotating keys, releasing code, handing over to a colleague. The page has to be findable and match reality. Otherwise knowledge leaves with the person. How a change gets approved is A.8.32; security policies themselves fall under A.5.1.',
    convinces:
      'An operator opens the runbook, follows it, and it works. Owner and last review date are visible, and edits have a history. Complaints arise from screenshots of a retired tool, steps known only to one engineer, and three versions of the same instruction in different wikis.',
    evidence: [
      {
        what: 'Runbooks with owner and review date',
        where: [
          {
            system: 'GitHub',
            path: 'Operations repository > runbooks folder > commit history',
          },
          {
            system: 'GitLab',
            path: 'Group or project wiki > page history',
          },
          {
            system: 'Document store',
            path: 'Operations > procedures > index with owner and review date',
          },
        ],
      },
      {
        what: 'Changes to procedures reviewed',
        where: [
          {
            system: 'GitHub',
            path: 'Pull requests on the runbook folder > approvals',
          },
          {
            system: 'Google Workspace',
            path: 'Document > version history and approvals',
          },
        ],
      },
      {
        what: 'Procedure followed in daily work',
        where: [
          {
            system: 'Jira',
            path: 'Onboarding or release ticket > checklist completed, runbook linked',
          },
          {
            system: 'Slack',
            path: 'Operations channel > bookmarked runbooks',
          },
        ],
      },
      {
        what: 'Admin jobs available as code',
        where: [
          {
            system: 'AWS',
            path: 'Systems Manager > Documents > automation runbooks',
          },
        ],
      },
    ],
    questions: [
      'Please show me how you restore a database and follow the page while doing so.',
      'Which task could only one person do today?',
      'How do staff know which version is current?',
      'When was this instruction last checked against the system?',
    ],
  },
];
