import type { ControlGuidance } from './control-guidance.ts';

/** Theme people, in our own words. */
export const peopleGuidance: readonly ControlGuidance[] = [
  {
    control: 'A.6.1',
    explanation:
      'Before someone gets a login, you want to know they are who they claim to be and that their CV holds up. How deep you look depends on the role and on what local employment and privacy law permits: a reference call may do for a junior marketer, a criminal record check may suit a production administrator. Contractors count too; what people sign afterwards belongs to A.6.2.',
    convinces:
      'A sampled list of recent joiners, each with a check completed before the start date or a recorded reason for the delay, does most of the work. Findings usually come from freelancers and early employees nobody ever checked, or from a policy that promises criminal record checks HR does not run.',
    evidence: [
      {
        what: 'Screening procedure with check levels per role',
        where: [
          {
            system: 'Document store',
            path: 'HR policies > Recruitment and screening procedure',
          },
          {
            system: 'Google Workspace',
            path: 'Drive > shared drive of the people team > screening matrix',
          },
        ],
      },
      {
        what: 'Completed checks for recent joiners',
        where: [
          {
            system: 'HR system',
            path: 'Employee record > Documents > pre-employment check with completion date',
          },
          {
            system: 'Ticket system',
            path: "Onboarding ticket > step 'screening complete' closed before start date",
          },
        ],
      },
      {
        what: 'Screening duty for agency staff and freelancers',
        where: [
          {
            system: 'Contract register',
            path: 'Staffing agency agreement > clause on vetting of supplied staff',
          },
          {
            system: 'Jira',
            path: 'Onboarding project > contractor requests > screening field',
          },
        ],
      },
    ],
    questions: [
      'Show me the checks for the last five people you hired, with dates.',
      'How did you decide which roles need a deeper check?',
      'What happens if someone starts before the results are back?',
      'Who vets your freelancers, and how do you know they did?',
    ],
  },
  {
    control: 'A.6.2',
    explanation:
      'A signed contract is the moment to tell people, in writing, what they owe you on security and what the company owes them: following the policies, handling customer data with care, duties that outlast the job. Without it, later sanctions are hard to defend. Secrecy wording has its own control (A.6.6), sanctions sit in A.6.4 and leaver duties in A.6.5.',
    convinces:
      "Signed contracts drawn at random contain the security wording, match the current template and are dated before access began. The classic weakness is the old guard: founders and early hires on a template from years ago, with no addendum and no proof they ever accepted today's policies.",
    evidence: [
      {
        what: 'Employment contract template with security duties',
        where: [
          {
            system: 'Document store',
            path: 'Legal templates > Employment contract, current version',
          },
          {
            system: 'Contract register',
            path: 'Templates > contractor agreement > security schedule',
          },
        ],
      },
      {
        what: 'Signed contracts for a sample of staff',
        where: [
          {
            system: 'HR system',
            path: 'Employee record > Documents > signed contract with signature date',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'SharePoint > HR site > restricted library of signed contracts',
          },
        ],
      },
      {
        what: 'Acceptance of the policies the contract refers to',
        where: [
          {
            system: 'Training platform',
            path: 'Assignments > policy acceptance > completion report',
          },
          {
            system: 'HR system',
            path: 'Onboarding checklist > policy acknowledgement',
          },
        ],
      },
    ],
    questions: [
      'Where in this contract are the security duties?',
      'Do contractors sign the same wording, or something different?',
      'When did this person sign, and when was the account created?',
      'How did you bring people on older contracts up to date?',
    ],
  },
  {
    control: 'A.6.3',
    explanation:
      'People need to know enough to do their own job safely, and to be reminded before they forget. That means a starter briefing, a yearly refresher, and deeper material for those who need it, such as secure coding for engineers or fraud cases for finance. Proof of ability in ISMS roles is the competence clause (7.2); how to raise an alarm is A.6.8.',
    convinces:
      'Completion figures that reconcile with the current headcount, chased stragglers, and some sign of effect such as phishing results that improve. Trouble comes when one generic video serves everybody, contractors are left out of the platform, or nobody followed up the fifteen per cent who never finished.',
    evidence: [
      {
        what: 'Training completion report against headcount',
        where: [
          {
            system: 'Training platform',
            path: 'Reports > course completion by person, last 12 months',
          },
          {
            system: 'HR system',
            path: 'Headcount export for the same date, contractors included',
          },
        ],
      },
      {
        what: 'Phishing simulation results and follow-up',
        where: [
          {
            system: 'Microsoft 365/Entra',
            path: 'Defender portal > Email & collaboration > Attack simulation training',
          },
          {
            system: 'Ticket system',
            path: 'Follow-up tickets for people who clicked twice',
          },
        ],
      },
      {
        what: 'Role-specific sessions and reminders',
        where: [
          {
            system: 'Slack',
            path: 'Security announcements channel > pinned tips and session invites',
          },
          {
            system: 'Document store',
            path: 'Training plan > topics per role, slides and attendance lists',
          },
        ],
      },
    ],
    questions: [
      'What does a developer learn that an account manager does not?',
      "Who has not completed this year's course, and what did you do about it?",
      'How soon after joining do people get their first session?',
      'How can you tell that the training changes anything?',
      'When was the content last updated, and why?',
    ],
  },
  {
    control: 'A.6.4',
    explanation:
      'Staff should know beforehand what follows if they break the security rules, and the response should be fair, graduated and lawful. One honest slip is treated differently from copying the customer list on the way out. HR and legal usually run the process; security supplies the facts. Proof handling falls to A.5.28, and the incident itself is dealt with under A.5.26.',
    convinces:
      'An approved procedure that names security breaches, evidence that staff were told about it, and either an anonymised case or a credible account of how one would run. Auditors object when the general HR procedure never mentions security, or when managers improvise and similar cases end differently.',
    evidence: [
      {
        what: 'Disciplinary procedure covering security breaches',
        where: [
          {
            system: 'Document store',
            path: 'HR policies > Disciplinary procedure > breaches of security policy',
          },
          {
            system: 'Google Workspace',
            path: 'Sites > staff handbook > conduct page with version date',
          },
        ],
      },
      {
        what: 'Proof that staff know about it',
        where: [
          {
            system: 'Training platform',
            path: 'Handbook acknowledgement > completion report',
          },
          {
            system: 'HR system',
            path: 'Employee record > signed handbook receipt',
          },
        ],
      },
      {
        what: 'Anonymised case or decision record',
        where: [
          {
            system: 'Ticket system',
            path: 'Restricted HR queue > closed cases, names removed',
          },
          {
            system: 'Meeting minutes',
            path: 'HR and security case review > decision and reasoning',
          },
        ],
      },
    ],
    questions: [
      'What would happen to somebody who shared their password with a colleague?',
      'Who decides on the sanction, and who establishes the facts?',
      'How would an employee find out about this process?',
      'Has it been used in the past year, and may I see an anonymised record?',
    ],
  },
  {
    control: 'A.6.5',
    explanation:
      "Some duties survive a leaving date: secrecy, customers' trade secrets, rights in work produced. This control has you decide which ones, write them down, and remind people when they leave or move to another team. A move also needs someone to take over the old duties. Collecting the laptop is A.5.11, and closing accounts belongs to A.5.18.",
    convinces:
      'For a handful of leavers and movers, the auditor sees a closing letter or exit talk that repeats the lasting duties, and a named successor for any security role they held. Leavers are often handled well; internal moves are where it falls apart, because no checklist starts when a job title changes.',
    evidence: [
      {
        what: 'Leaver and mover checklist with lasting duties',
        where: [
          {
            system: 'Document store',
            path: 'HR procedures > Leaver and mover checklist',
          },
          {
            system: 'Jira',
            path: 'People project > issue type Offboarding > template sub-tasks',
          },
        ],
      },
      {
        what: 'Exit letters and acknowledgements',
        where: [
          {
            system: 'HR system',
            path: 'Former employees > record > exit letter and last working day',
          },
          {
            system: 'Contract register',
            path: 'Ended contractor agreements > closing confirmation',
          },
        ],
      },
      {
        what: 'Handover of roles after a move',
        where: [
          {
            system: 'Ticket system',
            path: 'Role change ticket > handover of owned assets and duties',
          },
          {
            system: 'Okta',
            path: 'Reports > System Log > group membership changes for the mover',
          },
        ],
      },
    ],
    questions: [
      'Which duties continue after someone leaves, and for how long?',
      'Walk me through the last internal transfer.',
      'Who took over the security tasks of your most recent leaver?',
      'How do you remind contractors of their duties when an assignment ends?',
    ],
  },
  {
    control: 'A.6.6',
    explanation:
      'Anyone who sees information that could hurt you or your customers if it leaked should be bound to secrecy first, and in terms that fit the case: what is covered, how long, what happens at the end. Think staff, freelancers, cleaners, advisers, prospects in a due diligence. General employment duties are A.6.2, and wider supplier security terms A.5.20.',
    convinces:
      'A register of who has signed what, spot checks that produce the signed copy within minutes, and a date of last legal review on the templates. Gaps tend to surface with people outside payroll: a pen tester, an interim manager or the cleaning firm with keys but no agreement, or one that expired last spring.',
    evidence: [
      {
        what: 'Approved confidentiality templates with review date',
        where: [
          {
            system: 'Document store',
            path: 'Legal templates > NDA mutual, NDA one-way > version history',
          },
          {
            system: 'Google Workspace',
            path: 'Drive > legal shared drive > template folder > review log',
          },
        ],
      },
      {
        what: 'Signed agreements with staff',
        where: [
          {
            system: 'HR system',
            path: 'Employee record > Documents > confidentiality undertaking',
          },
          {
            system: 'Training platform',
            path: 'Onboarding course > confidentiality acknowledgement report',
          },
        ],
      },
      {
        what: 'Register of agreements with outsiders',
        where: [
          {
            system: 'Contract register',
            path: 'Filter type NDA > counterparty, signed on, ends on',
          },
          {
            system: 'Visitor register',
            path: 'Sign-in form > confidentiality notice accepted by guest',
          },
        ],
      },
    ],
    questions: [
      'Who outside the company can see confidential information, and have they all signed?',
      'When does this agreement end, and what must be returned or deleted then?',
      'Who reviewed the template last, and under which law?',
      'Can you produce the signed copy for your last penetration tester?',
    ],
  },
  {
    control: 'A.6.7',
    explanation:
      'Home desks, trains and co-working tables are outside your walls, so rules and technical safeguards have to travel with the person. Decide who may work from where, on which devices, over what connection, and what is off limits, for instance customer calls in a café. Device hardening itself is A.8.1; carrying kit out of the building is A.7.9.',
    convinces:
      'A remote working policy people can quote, backed by settings that enforce it: encrypted managed laptops, strong sign-in, blocked unmanaged devices. Typical finding: the policy was written in a hurry in 2020, forbids private devices, and the sign-in logs show plenty of them.',
    evidence: [
      {
        what: 'Remote working rules and their acceptance',
        where: [
          {
            system: 'Document store',
            path: 'Policies > Remote working policy, approved version',
          },
          {
            system: 'HR system',
            path: 'Employee record > home working agreement and permitted country',
          },
        ],
      },
      {
        what: 'Access limited to managed, healthy devices',
        where: [
          {
            system: 'Microsoft 365/Entra',
            path: 'Protection > Conditional Access > Policies > require compliant device',
          },
          {
            system: 'Okta',
            path: 'Security > Authentication policies > rule with device condition',
          },
          {
            system: 'Cloudflare',
            path: 'Zero Trust > device posture checks used in access policies',
          },
        ],
      },
      {
        what: 'Encryption and screen lock on laptops',
        where: [
          {
            system: 'Intune/Jamf',
            path: 'Devices > Compliance > report per device',
          },
          {
            system: 'Google Workspace',
            path: 'Admin console > Devices > Mobile & endpoints > Devices',
          },
        ],
      },
    ],
    questions: [
      'May staff work from abroad, and who approves it?',
      'Show me that a private laptop cannot reach customer data.',
      "What do you expect of somebody's home network?",
      'How would you support or wipe a laptop you cannot physically reach?',
    ],
  },
  {
    control: 'A.6.8',
    explanation:
      'The person who clicked the link usually notices first. Give everyone one easy, known route to raise odd things, weaknesses included, without fear of blame, and make it work at weekends and when email is down. Early word limits the damage. Sorting reports into incidents is A.5.25, and handling them is A.5.26; this control covers the hand-raising only.',
    convinces:
      'Ask any employee in the corridor and they name the channel; the log then shows real reports from different teams, timestamped and answered. An empty log draws suspicion, as do reports scattered over private chats, and a reporting address nobody reads after office hours.',
    evidence: [
      {
        what: 'Published reporting route',
        where: [
          {
            system: 'Slack',
            path: 'Security help channel > description and pinned how-to',
          },
          {
            system: 'Document store',
            path: "Incident procedure > one-page 'how to report'",
          },
        ],
      },
      {
        what: 'Log of reports with time of first answer',
        where: [
          {
            system: 'Jira',
            path: 'Security service desk > queue of reported events > created and first response',
          },
          {
            system: 'Ticket system',
            path: "Category 'security event' > all tickets, last 12 months",
          },
        ],
      },
      {
        what: 'Suspicious mail reported by users',
        where: [
          {
            system: 'Microsoft 365/Entra',
            path: 'Defender portal > Submissions > User reported',
          },
          {
            system: 'Google Workspace',
            path: 'Admin console > Security > Alert center > user-reported phishing',
          },
        ],
      },
      {
        what: 'Training on when and how to report',
        where: [
          {
            system: 'Training platform',
            path: 'Awareness course > reporting module > completion',
          },
        ],
      },
    ],
    questions: [
      'If you lost your laptop tonight, whom would you tell and how?',
      'How many events did staff report in the last quarter, and about what?',
      'How can an outsider report a weakness to you?',
      'What does the reporter hear back?',
      'How long did it take from noticing to reporting in your last incident?',
    ],
  },
];
