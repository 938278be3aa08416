import type { Control } from './control.ts';

/** Theme people: A.6.1 to A.6.8. */
export const peopleControls: readonly Control[] = [
  {
    id: 'A.6.1',
    theme: 'people',
    title: 'Screening',
    summary:
      'Check who a candidate is, and what they claim, before they start and again where the job calls for it. How deep the check goes follows from what the person will be able to reach.',
    keywords: [
      'background check',
      'vetting',
      'reference check',
      'criminal record',
      'DBS',
      'identity check',
      'pre-employment',
      'hiring',
      'right to work',
    ],
  },
  {
    id: 'A.6.2',
    theme: 'people',
    title: 'Terms and conditions of employment',
    summary:
      'Write the security duties of both sides into the employment contract, so that nobody starts work without having agreed to them.',
    keywords: [
      'employment contract',
      'employment agreement',
      'offer letter',
      'contractor agreement',
      'employee handbook',
      'signed contract',
    ],
  },
  {
    id: 'A.6.3',
    theme: 'people',
    title: 'Information security awareness, education and training',
    summary:
      'Teach everybody what security asks of them in their own job, when they join and regularly after, and check that it stuck.',
    keywords: [
      'training',
      'awareness',
      'phishing simulation',
      'KnowBe4',
      'course',
      'quiz',
      'LMS',
      'onboarding training',
      'e-learning',
    ],
  },
  {
    id: 'A.6.4',
    theme: 'people',
    title: 'Disciplinary process',
    summary:
      'Have a known and fair procedure for people who broke the security rules, with steps that grow with the seriousness of what happened.',
    keywords: ['disciplinary', 'sanctions', 'warning', 'misconduct', 'policy violation', 'hearing'],
  },
  {
    id: 'A.6.5',
    theme: 'people',
    title: 'Responsibilities after termination or change of employment',
    summary:
      'Make clear which security duties outlive a job, and hand over the remaining ones, when somebody leaves or moves to another role.',
    keywords: [
      'leaver',
      'offboarding',
      'termination',
      'exit interview',
      'mover',
      'handover',
      'resignation',
      'post-employment',
      'role change',
    ],
  },
  {
    id: 'A.6.6',
    theme: 'people',
    title: 'Confidentiality or non-disclosure agreements',
    summary:
      'Bind staff and outsiders to secrecy in writing before they see anything confidential, and keep those agreements current and on file.',
    keywords: ['NDA', 'confidentiality', 'non-disclosure', 'secrecy', 'DocuSign', 'signed NDA'],
  },
  {
    id: 'A.6.7',
    theme: 'people',
    title: 'Remote working',
    summary:
      'Keep information as safe at a kitchen table or in a train as in the office, through rules and equipment for work outside the premises.',
    keywords: [
      'home office',
      'work from home',
      'WFH',
      'telework',
      'teleworking',
      'VPN',
      'public Wi-Fi',
      'hybrid work',
    ],
  },
  {
    id: 'A.6.8',
    theme: 'people',
    title: 'Information security event reporting',
    summary:
      'Give people one easy way to report anything that looks wrong, and make sure they know it and use it without delay.',
    keywords: [
      'report phishing',
      'report button',
      'security hotline',
      'abuse mailbox',
      'security@',
      'suspicious email',
      'reporting channel',
      'speak up',
    ],
  },
];
