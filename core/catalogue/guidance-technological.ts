import type { ControlGuidance } from './control-guidance.ts';

/** Theme technological, in our own words. */
export const technologicalGuidance: readonly ControlGuidance[] = [
  {
    control: 'A.8.1',
    explanation:
      'Laptops, phones and tablets leave the building with your data on them, private ones included if you let them in. Decide the settings each must have (encryption, screen lock, updates, remote wipe), push them from one console and tell users their part. A laptop left on a train should be an annoyance, not a breach. The register of devices is A.5.9; getting them back from leavers is A.5.11; malware tools are A.8.7.',
    convinces:
      "The number of managed devices fits the headcount, nearly all meet the baseline, and the few that do not have a name and a date beside them. A lost device can be traced from report to wipe. Trouble starts with founders' Macs outside management, or private phones that read mail with no rule in place.",
    evidence: [
      {
        what: 'Compliance report for laptops and phones',
        where: [
          {
            system: 'Intune/Jamf',
            path: 'Intune: Devices > Monitor > Noncompliant devices; Jamf: smart group of failing devices',
          },
          {
            system: 'Google Workspace',
            path: 'Admin console > Devices > Mobile & endpoints > Devices',
          },
        ],
      },
      {
        what: 'Disk encryption and screen lock settings',
        where: [
          {
            system: 'Intune/Jamf',
            path: 'Intune: Endpoint security > Disk encryption; Jamf: configuration profile with FileVault',
          },
        ],
      },
      {
        what: 'Sign-in limited to known devices',
        where: [
          {
            system: 'Microsoft 365/Entra',
            path: 'Conditional Access > Policies > grant: require compliant device',
          },
          {
            system: 'Okta',
            path: 'Security > Device assurance policies, and the sign-in rules that use them',
          },
          {
            system: 'Cloudflare',
            path: 'Zero Trust dashboard > device posture checks used in access policies',
          },
        ],
      },
      {
        what: 'Lost or stolen device handled to the end',
        where: [
          {
            system: 'Jira',
            path: "Service desk > request type 'lost device' > ticket with time of wipe",
          },
        ],
      },
    ],
    questions: [
      'How many laptops are in use today, and how many of them does your console see?',
      'May I read company mail on my own phone, and what stops a jailbroken one?',
      'Walk me through the last lost device.',
      'What happens to a machine that has not checked in for a month?',
    ],
  },
  {
    control: 'A.8.2',
    explanation:
      'Admin accounts can switch off every other safeguard, so hand them out sparingly: named people, a recorded reason, a separate account or time-limited elevation, and a regular look at who still needs it. Emergency accounts stay sealed and their use raises an alert. Ordinary permissions follow A.5.18, and the risky tools those admins run are covered by A.8.18.',
    convinces:
      "Pull the list of administrators for a critical system live and every name has an approval and a current reason. Reviews show rights being taken away, not only confirmed. Typical slip: developers made owner 'for the migration' two years ago, or one shared root login kept in a chat message.",
    evidence: [
      {
        what: 'Current list of administrators per critical system',
        where: [
          {
            system: 'Okta',
            path: 'Security > Administrators',
          },
          {
            system: 'Google Workspace',
            path: 'Admin console > Account > Admin roles > Super Admin > admins assigned',
          },
          {
            system: 'GitLab',
            path: 'Group > Manage > Members, filtered by role Owner',
          },
        ],
      },
      {
        what: 'Time-limited elevation instead of standing rights',
        where: [
          {
            system: 'Microsoft 365/Entra',
            path: 'Privileged Identity Management > Microsoft Entra roles > Assignments and audit history',
          },
          {
            system: 'AWS',
            path: 'IAM Identity Center > Permission sets > session duration of the admin set',
          },
        ],
      },
      {
        what: 'Quarterly review of privileged access',
        where: [
          {
            system: 'Jira',
            path: 'Recurring admin review ticket with list attached and removals noted',
          },
        ],
      },
      {
        what: 'Root and break-glass account use',
        where: [
          {
            system: 'AWS',
            path: 'CloudTrail > Event history, user name root; alarm on root sign-in',
          },
        ],
      },
    ],
    questions: [
      'Who can delete your production database, and who said they may?',
      'Do administrators read mail with the same account they administer with?',
      'When was the break-glass account last used or tested?',
      'Which admin rights did you withdraw at the latest review?',
    ],
  },
  {
    control: 'A.8.3',
    explanation:
      'Turning the access rules into settings: the folder, table, channel or app screen opens only for those whose job calls for it, and anonymous links are off where data is sensitive. The principles come from A.5.15 and the grants from A.5.18; here it is about whether the system really says no. Code repositories have their own entry, A.8.4.',
    convinces:
      "Try it: a sales user opens the payroll folder and is refused. Permissions hang on groups that mirror roles, and public sharing is blocked or listed and justified. Auditors tend to find 'anyone with the link' files, a storage bucket open to the world, or a support tool in which everyone sees every customer.",
    evidence: [
      {
        what: 'Group-based permissions on sensitive stores',
        where: [
          {
            system: 'Google Workspace',
            path: 'Shared drive > Manage members; Admin console > Directory > Groups',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'SharePoint site > Settings > Site permissions > Advanced permissions settings',
          },
          {
            system: 'Azure',
            path: 'Storage account > Access control (IAM) > Role assignments',
          },
        ],
      },
      {
        what: 'Public access switched off',
        where: [
          {
            system: 'AWS',
            path: 'S3 > Block Public Access settings for this account',
          },
          {
            system: 'GCP',
            path: 'Organisation policies > public access prevention; buckets list, public access column',
          },
        ],
      },
      {
        what: 'External sharing limits',
        where: [
          {
            system: 'Microsoft 365/Entra',
            path: 'SharePoint admin center > Policies > Sharing',
          },
          {
            system: 'Slack',
            path: 'Admin settings > Slack Connect and guest account permissions',
          },
        ],
      },
    ],
    questions: [
      'Which roles may open salary data, and can you show me the group behind it?',
      'How do you spot files shared with the whole internet?',
      'Can support staff see records of customers they do not serve?',
      'What does a guest in your chat workspace get to see?',
    ],
  },
  {
    control: 'A.8.4',
    explanation:
      'Your repositories hold the product, its build scripts and sometimes, by mistake, its keys. Limit who can read, who can push and who can change protected branches, and bring outside contributors in through a named account with an end date. Tampered code reaches customers fast. How changes get approved is A.8.32; how developers write them is A.8.28.',
    convinces:
      'Membership flows from the identity provider, write access is granted by team, and the main branch refuses direct pushes for everyone, administrators included. The weak spots are personal accounts of former freelancers, deploy keys nobody recognises and an organisation default that gives all members write rights.',
    evidence: [
      {
        what: 'Members and teams with their repository rights',
        where: [
          {
            system: 'GitHub',
            path: 'Organisation > Settings > Member privileges > Base permissions; People; Teams',
          },
          {
            system: 'GitLab',
            path: 'Group > Manage > Members, with source, role and expiry date',
          },
        ],
      },
      {
        what: 'Protected main branches',
        where: [
          {
            system: 'GitHub',
            path: 'Repository > Settings > Rules > Rulesets',
          },
          {
            system: 'GitLab',
            path: 'Project > Settings > Repository > Protected branches',
          },
        ],
      },
      {
        what: 'Repository access tied to single sign-on',
        where: [
          {
            system: 'Okta',
            path: 'Applications > GitHub or GitLab app > Assignments',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'Enterprise applications > code hosting app > Users and groups',
          },
        ],
      },
      {
        what: 'Deploy keys and outside contributors reviewed',
        where: [
          {
            system: 'Jira',
            path: 'Repository access review ticket, with keys and outsiders removed',
          },
        ],
      },
    ],
    questions: [
      'How many people can push to the repository that runs production?',
      'What would remain open to a freelancer whose contract ended yesterday?',
      'Who can turn branch protection off, and would you notice?',
      'Which machine keys can read your code, and who owns them?',
    ],
  },
  {
    control: 'A.8.5',
    explanation:
      'Stolen passwords open more doors than clever exploits do. Match the strength of the login to what lies behind it: a second factor for everyone and phishing-resistant methods for admins, no legacy protocols, lockout after repeated failures, sessions that expire. Looking after the passwords and tokens themselves is A.5.17; which identities exist is A.5.16.',
    convinces:
      'A policy setting that leaves no user out, plus a report showing that people enrolled. Exceptions are few, named and dated. The usual trap is single sign-on with two factors at the front while a cloud console, VPN or old mail protocol still accepts a bare password at the side door.',
    evidence: [
      {
        what: 'Sign-in policy that requires two factors',
        where: [
          {
            system: 'Okta',
            path: 'Security > Authentication policies > rule and its factor requirements',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'Entra admin center > Conditional Access > Policies, with exclusions',
          },
          {
            system: 'Google Workspace',
            path: 'Admin console > Security > Authentication > 2-Step Verification',
          },
        ],
      },
      {
        what: 'Enrolment report per user',
        where: [
          {
            system: 'Microsoft 365/Entra',
            path: 'Authentication methods > User registration details',
          },
          {
            system: 'Google Workspace',
            path: 'Admin console > Reporting > User reports > Security, 2-step columns',
          },
        ],
      },
      {
        what: 'Second factor on platforms outside single sign-on',
        where: [
          {
            system: 'AWS',
            path: 'IAM > Credential report, mfa_active column; root user MFA',
          },
          {
            system: 'GitHub',
            path: 'Organisation > Settings > Authentication security > require two-factor',
          },
          {
            system: 'Cloudflare',
            path: 'Manage account > Members, two-factor enforcement',
          },
        ],
      },
    ],
    questions: [
      'Is there any account that can sign in from the internet with only a password?',
      'Which factors do your administrators use, and could they be phished?',
      'Who is excluded from the sign-in rule, and until when?',
      'How does the help desk check who is calling before it resets a factor?',
    ],
  },
  {
    control: 'A.8.6',
    explanation:
      'Full disks, exhausted quotas and too few on-call engineers cause outages as surely as attackers do. Know which resources run out first (compute, storage, licences, people), set thresholds, and look a few months ahead before a launch or season. Cloud scaling helps, though limits and budgets still apply. Surviving the loss of a component is A.8.14.',
    convinces:
      "Alert thresholds on the resources that matter, a forecast discussed at least a few times a year, and one case where you acted before users noticed. What disappoints is a dashboard nobody owns, or the answer 'the cloud scales' with no idea of service quotas or the ceiling of the database.",
    evidence: [
      {
        what: 'Thresholds and alerts on key resources',
        where: [
          {
            system: 'AWS',
            path: 'CloudWatch > Alarms for disk, CPU and connections; Service Quotas dashboard',
          },
          {
            system: 'Azure',
            path: 'Monitor > Alerts > Alert rules; Subscription > Usage + quotas',
          },
          {
            system: 'GCP',
            path: 'Monitoring > Alerting > Policies; IAM & Admin > Quotas',
          },
        ],
      },
      {
        what: 'Scaling rules and budgets',
        where: [
          {
            system: 'AWS',
            path: 'EC2 > Auto Scaling groups > min, max and policies; Billing > Budgets',
          },
        ],
      },
      {
        what: 'Capacity outlook and decisions',
        where: [
          {
            system: 'Meeting minutes',
            path: 'Engineering or operations review, item on growth and limits',
          },
          {
            system: 'Jira',
            path: 'Issues labelled capacity, with the trigger and the fix',
          },
        ],
      },
    ],
    questions: [
      'What would run out first if traffic doubled next week?',
      'At which fill level does someone get woken up?',
      'Show me a case in which you added capacity ahead of need.',
      'How many people can restore the service, and is that enough in August?',
    ],
  },
  {
    control: 'A.8.7',
    explanation:
      'Ransomware usually comes in through a mail attachment, a browser download or a careless install. Combine protection on every endpoint and server, filtering in front of mailboxes and web traffic, limits on what users may install, and people who know what a bad file looks like. Closing the holes malware exploits is A.8.8; getting data back afterwards is A.8.13.',
    convinces:
      'Coverage in numbers: protected devices against all devices, with signatures or sensors up to date and tamper protection on. A detection from the past months was followed to its end. The gap is often Linux servers or Macs declared immune, or alerts landing in a mailbox nobody reads.',
    evidence: [
      {
        what: 'Endpoint protection coverage and health',
        where: [
          {
            system: 'Intune/Jamf',
            path: 'Intune: Endpoint security > Antivirus; Jamf: extension attribute for sensor status',
          },
          {
            system: 'Azure',
            path: 'Defender for Cloud > Environment settings > Defender plans for servers',
          },
        ],
      },
      {
        what: 'Mail and attachment filtering',
        where: [
          {
            system: 'Microsoft 365/Entra',
            path: 'Defender portal > Policies & rules > Threat policies > Safe Attachments',
          },
          {
            system: 'Google Workspace',
            path: 'Admin console > Apps > Google Workspace > Gmail > Safety',
          },
        ],
      },
      {
        what: 'Scans of stored files and workloads',
        where: [
          {
            system: 'AWS',
            path: 'GuardDuty > Malware Protection > scan results',
          },
          {
            system: 'Cloudflare',
            path: 'Zero Trust > gateway traffic settings, antivirus scanning of downloads',
          },
        ],
      },
      {
        what: 'Detections followed to closure',
        where: [
          {
            system: 'Jira',
            path: 'Security issues of type malware alert, with cause and closing note',
          },
        ],
      },
    ],
    questions: [
      'Which machines carry no protection, and why is that acceptable?',
      'Could a user switch the agent off?',
      'What was the last thing it caught, and what did you do?',
      'Who sees an alert raised on Saturday night?',
      'Can staff install any program they like?',
    ],
  },
  {
    control: 'A.8.8',
    explanation:
      'New weaknesses in what you run are published daily, and attackers read the same lists. Learn about them, judge how much they hurt in your setup, fix within set days per severity, and record the ones you decide to live with. That covers servers, laptops, libraries, containers and network gear. Threat news in general is A.5.7; testing your own code is A.8.29.',
    convinces:
      'Scan results that shrink, deadlines per severity and figures on how often you meet them. Overdue items have an owner and a signed reason. Classic failures: the scanner sees half the estate, a penetration test whose high findings are still open a year on, or a deadline nobody measures.',
    evidence: [
      {
        what: 'Vulnerability scans across servers and images',
        where: [
          {
            system: 'AWS',
            path: 'Amazon Inspector > Findings and account coverage',
          },
          {
            system: 'Azure',
            path: 'Defender for Cloud > Recommendations, filtered by vulnerabilities',
          },
          {
            system: 'GCP',
            path: 'Security Command Center > Findings > class: vulnerability',
          },
        ],
      },
      {
        what: 'Weak libraries in your own code',
        where: [
          {
            system: 'GitHub',
            path: 'Organisation > Security > Dependabot alerts, by age and severity',
          },
          {
            system: 'GitLab',
            path: 'Group > Secure > Vulnerability report',
          },
        ],
      },
      {
        what: 'Patch state of laptops and phones',
        where: [
          {
            system: 'Intune/Jamf',
            path: 'Intune: Reports > Windows updates; Jamf: patch management reports',
          },
        ],
      },
      {
        what: 'Fixes on time and accepted leftovers',
        where: [
          {
            system: 'Jira',
            path: 'Filter: label vulnerability, due date against resolution date',
          },
          {
            system: 'Risk register',
            path: 'Entries for weaknesses left open, with approver and end date',
          },
        ],
      },
    ],
    questions: [
      'How many days do you allow for a critical weakness facing the internet?',
      'What share met that limit over the last quarter?',
      'Which parts of the estate does the scanner not reach?',
      'Where are the results of your latest penetration test, and what is still open?',
      'How can an outsider report a hole to you?',
    ],
  },
  {
    control: 'A.8.9',
    explanation:
      'Fresh systems arrive with open ports, default logins and features you never asked for. Write down how each type should be set up, apply that from code or a management tool, and look for drift. A known-good state also makes rebuilding quicker. Approval of a change to that state is A.8.32; what may be installed on live systems is A.8.19.',
    convinces:
      'A baseline exists per platform, comes from a recognisable source such as a public hardening benchmark, and a tool compares reality with it. Deviations are fixed or explained. It falls down when the baseline is a document from the build day and the firewall has since been edited by hand.',
    evidence: [
      {
        what: 'Baselines kept as code',
        where: [
          {
            system: 'GitHub',
            path: 'Infrastructure repository > Terraform modules, pull request history',
          },
          {
            system: 'GitLab',
            path: 'Infrastructure project > merge requests and pipeline plan output',
          },
        ],
      },
      {
        what: 'Drift and benchmark checks',
        where: [
          {
            system: 'AWS',
            path: 'AWS Config > Rules; Security Hub > Security standards > score',
          },
          {
            system: 'Azure',
            path: 'Policy > Compliance, assigned security initiative',
          },
          {
            system: 'GCP',
            path: 'Security Command Center > Compliance, CIS benchmark',
          },
        ],
      },
      {
        what: 'Device profiles rolled out',
        where: [
          {
            system: 'Intune/Jamf',
            path: 'Intune: Devices > Configuration > profile status; Jamf: Configuration Profiles',
          },
        ],
      },
      {
        what: 'Tenant hardening review',
        where: [
          {
            system: 'Microsoft 365/Entra',
            path: 'Defender portal > Exposure management > Secure Score, history',
          },
          {
            system: 'Google Workspace',
            path: 'Admin console > Security > Security center > Security health',
          },
        ],
      },
    ],
    questions: [
      'Where is it written how a new production server is set up?',
      'How soon would you notice a port opened by hand?',
      'Which default accounts did you disable on your network devices?',
      'Show me a deviation you decided to keep.',
    ],
  },
  {
    control: 'A.8.10',
    explanation:
      'Data you no longer need can still be stolen, subpoenaed or asked about. Once the period set under A.5.33 or A.5.34 ends, it has to go from databases, mailboxes, file stores, exports and supplier systems, in a way that fits its sensitivity, and you keep a note that it went. Backups may follow later on their own cycle. Wiping hardware before disposal is A.7.14.',
    convinces:
      'Retention settings in the tools agree with the schedule, and a sample of old customers really is gone. Deletion requests show date, scope and who checked. Where it fails: the policy says three years, yet the oldest record in the database dates from the founding of the firm.',
    evidence: [
      {
        what: 'Automatic expiry in storage and databases',
        where: [
          {
            system: 'AWS',
            path: 'S3 > bucket > Management > Lifecycle rules; DynamoDB TTL',
          },
          {
            system: 'Azure',
            path: 'Storage account > Lifecycle management',
          },
          {
            system: 'GCP',
            path: 'Cloud Storage > bucket > Lifecycle; BigQuery table expiry',
          },
        ],
      },
      {
        what: 'Retention rules for mail, files and chat',
        where: [
          {
            system: 'Microsoft 365/Entra',
            path: 'Purview > Data lifecycle management > Retention policies',
          },
          {
            system: 'Google Workspace',
            path: 'Vault > Retention > Default and custom rules',
          },
          {
            system: 'Slack',
            path: 'Workspace settings > Message and file retention',
          },
        ],
      },
      {
        what: 'Deletion requests carried out',
        where: [
          {
            system: 'Jira',
            path: 'Privacy project > erasure requests with list of systems and confirmation',
          },
          {
            system: 'Contract register',
            path: 'Ended supplier > written confirmation that data was deleted',
          },
        ],
      },
    ],
    questions: [
      'How long do you keep data of a customer who left, and can you prove one is gone?',
      'What happens to exports that people saved on their laptops?',
      'When does deleted data disappear from the backups?',
      'Which supplier last confirmed deletion to you in writing?',
    ],
  },
  {
    control: 'A.8.11',
    explanation:
      'Not everybody who handles a record needs to see whose it is. Replace, shorten or scramble names, card numbers and health details wherever the full value adds nothing: analytics, support screens, logs, test copies. Decide which fields, for whom, and whether it can be reversed. Who may see the full value is A.8.3; choosing test data is A.8.33.',
    convinces:
      'A field list says what gets hidden from which role, and a live look at the screen, log or query agrees with it. People know where the key or mapping table lies. Weak cases hide the name but leave date of birth, postcode and email, so anyone can be recognised again.',
    evidence: [
      {
        what: 'Column masking in databases and warehouses',
        where: [
          {
            system: 'GCP',
            path: 'BigQuery > Policy tags > data policies with masking rules',
          },
          {
            system: 'Azure',
            path: 'SQL database > Security > Dynamic Data Masking',
          },
          {
            system: 'AWS',
            path: 'Redshift masking policies, or Glue job that removes personal fields',
          },
        ],
      },
      {
        what: 'Personal values kept out of logs',
        where: [
          {
            system: 'AWS',
            path: 'CloudWatch > Log group > Data protection policy',
          },
          {
            system: 'GitHub',
            path: 'Application repository > log filter configuration and its tests',
          },
        ],
      },
      {
        what: 'Decision on fields and techniques',
        where: [
          {
            system: 'Document store',
            path: 'Data protection folder > masking rules per field and role',
          },
          {
            system: 'Jira',
            path: 'Issue that approved the masked copy for analytics or testing',
          },
        ],
      },
    ],
    questions: [
      "What does a support agent see of a customer's bank details?",
      'Could someone work back from your analytics set to a person?',
      'Who holds the table that links pseudonyms to names?',
      'Search the application log for an email address: what comes up?',
    ],
  },
  {
    control: 'A.8.12',
    explanation:
      'Confidential material slips out through a wrong recipient, a personal cloud drive, a pasted prompt or a key in a public repository, and now and then on purpose. Pick the data that would hurt, the two or three routes it would take, then warn, block or log there. Transfer rules come from A.5.14 and labels from A.5.13; this adds the technical net.',
    convinces:
      'Rules target real data types and run in more than silent mode, and somebody has looked at the hits and tuned them. Staff know that monitoring takes place, and privacy law was considered. The recurring gap: a licence was bought, the policy template switched on for testing and forgotten.',
    evidence: [
      {
        what: 'Leak rules for mail and files',
        where: [
          {
            system: 'Microsoft 365/Entra',
            path: 'Purview > Data loss prevention > Policies and Alerts',
          },
          {
            system: 'Google Workspace',
            path: 'Admin console > Security > Access and data control > Data protection',
          },
        ],
      },
      {
        what: 'Secrets blocked before they reach a repository',
        where: [
          {
            system: 'GitHub',
            path: 'Settings > Code security > Secret scanning and push protection',
          },
          {
            system: 'GitLab',
            path: 'Project > Secure > Security configuration > secret detection',
          },
        ],
      },
      {
        what: 'Uploads and removable media controlled',
        where: [
          {
            system: 'Cloudflare',
            path: 'Zero Trust > DLP profiles and gateway policies that use them',
          },
          {
            system: 'Intune/Jamf',
            path: 'Intune: Endpoint security > Attack surface reduction > Device control',
          },
        ],
      },
      {
        what: 'Hits reviewed and tuned',
        where: [
          {
            system: 'Jira',
            path: 'Security project > DLP alerts with verdict and rule change',
          },
        ],
      },
    ],
    questions: [
      'Which data would hurt most if it turned up in public, and how would it get out?',
      'What happens if I mail a customer list to my private address now?',
      'How many hits did you have last month, and how many were real?',
      'Were employees told that this is watched?',
    ],
  },
  {
    control: 'A.8.13',
    explanation:
      'Copies of data, software and settings let you come back after ransomware, a faulty script or a deleted account. Agree how much work you can afford to lose, copy that often, hold one copy where a stolen admin login cannot reach it, and practise restoring. SaaS data counts too. Running on after a hardware fault is A.8.14; the overall recovery plan is A.5.30.',
    convinces:
      'Restore tests with a date, a duration and a result, set against the targets the business chose. Job reports show that failures get noticed. Green ticks alone do not persuade. The standard finding is a backup never restored, or one in the same account, under the same credentials, as the original.',
    evidence: [
      {
        what: 'Backup plans and job results',
        where: [
          {
            system: 'AWS',
            path: 'AWS Backup > Backup plans; Jobs > Backup jobs',
          },
          {
            system: 'Azure',
            path: 'Recovery Services vault or Backup center > Backup jobs',
          },
          {
            system: 'GCP',
            path: 'Cloud SQL > instance > Backups; Backup and DR console',
          },
        ],
      },
      {
        what: 'Copies protected from deletion',
        where: [
          {
            system: 'AWS',
            path: 'AWS Backup > Vaults > Vault Lock; copy rule to a second account',
          },
          {
            system: 'Azure',
            path: 'Vault > Properties > Immutable vault and soft delete',
          },
        ],
      },
      {
        what: 'SaaS and code copies',
        where: [
          {
            system: 'Microsoft 365/Entra',
            path: 'Microsoft 365 admin center > Settings > Microsoft 365 Backup, or third-party tool',
          },
          {
            system: 'GitHub',
            path: 'Scheduled workflow that mirrors repositories elsewhere > run history',
          },
        ],
      },
      {
        what: 'Restore tests',
        where: [
          {
            system: 'Jira',
            path: 'Recurring restore test issue: data set, time taken, problems, sign-off',
          },
        ],
      },
    ],
    questions: [
      'How many hours of orders would you lose if the database died now?',
      'When did you last restore something, and how long did it take?',
      'Could one stolen admin account wipe both the data and its copies?',
      'Who gets told when a job fails three nights running?',
      'Which cloud applications are not backed up, and who accepted that?',
    ],
  },
  {
    control: 'A.8.14',
    explanation:
      'One server, one line, one data centre: each is a place where a single fault stops the business. Double what your uptime promise depends on, whether that is zones, database replicas, internet links, power or DNS, and try the switchover. What is not worth doubling should be a choice, not an accident. Copies of data against loss are A.8.13.',
    convinces:
      'An architecture picture with the single points marked, settings that prove the spare parts exist, and a failover record that includes the time it took. The picture often shows two zones while the console reveals one replica switched off to save money, or a spare line laid in the same duct.',
    evidence: [
      {
        what: 'Services spread over zones or regions',
        where: [
          {
            system: 'AWS',
            path: 'RDS > database > Multi-AZ; EC2 > Load balancers > availability zones',
          },
          {
            system: 'Azure',
            path: 'SQL database or VM > availability zone settings; Load balancer > Health',
          },
          {
            system: 'GCP',
            path: 'Cloud SQL > instance > high availability; regional instance groups',
          },
        ],
      },
      {
        what: 'Traffic failover in front of the service',
        where: [
          {
            system: 'Cloudflare',
            path: 'Traffic > Load Balancing > pools, health monitors, failover order',
          },
        ],
      },
      {
        what: 'Switchover tests',
        where: [
          {
            system: 'Jira',
            path: 'Failover exercise issue with steps, timings and lessons',
          },
        ],
      },
      {
        what: 'Office power and internet spares',
        where: [
          {
            system: 'Facility records',
            path: 'UPS maintenance sheet; second internet line order and test',
          },
        ],
      },
    ],
    questions: [
      'Which single component would take you offline today?',
      'When did you last fail over on purpose, and what broke?',
      'Does your uptime promise to customers match this design?',
      'Where did you decide that one copy is enough, and who agreed?',
    ],
  },
  {
    control: 'A.8.15',
    explanation:
      'After an incident, the only witnesses are the records your systems wrote. Choose which events matter (sign-ins, admin actions, permission changes, access to sensitive data, errors), gather them centrally, keep them long enough and out of reach of the people they describe. Making sense of them in time is A.8.16; matching times depend on A.8.17.',
    convinces:
      'For a named user and day you can pull who did what across the main systems. Retention is set on purpose, and administrators cannot edit or erase the trail unnoticed. It goes wrong with default retention of a few weeks, audit logs that need a dearer plan, or passwords found in plain text in the entries.',
    evidence: [
      {
        what: 'Audit trails switched on everywhere',
        where: [
          {
            system: 'AWS',
            path: 'CloudTrail > Trails > multi-region trail with log file validation',
          },
          {
            system: 'GCP',
            path: 'IAM & Admin > Audit Logs > Data Access settings',
          },
          {
            system: 'Azure',
            path: 'Subscription > Activity log > Export; resource > Diagnostic settings',
          },
        ],
      },
      {
        what: 'Logs of identity, office and code tools',
        where: [
          {
            system: 'Okta',
            path: 'Reports > System Log; log streaming set-up',
          },
          {
            system: 'Google Workspace',
            path: 'Admin console > Reporting > Audit and investigation',
          },
          {
            system: 'GitHub',
            path: 'Organisation > Settings > Audit log > log streaming',
          },
        ],
      },
      {
        what: 'Retention and protection against tampering',
        where: [
          {
            system: 'AWS',
            path: 'Log archive account > S3 bucket > Object Lock and bucket policy',
          },
          {
            system: 'Azure',
            path: 'Log Analytics workspace > Usage and estimated costs > Data retention',
          },
        ],
      },
      {
        what: 'Logging plan per system',
        where: [
          {
            system: 'Document store',
            path: 'ISMS folder > table of systems, events logged, retention, owner',
          },
        ],
      },
    ],
    questions: [
      'Show me everything this administrator did last Tuesday.',
      'Could that person delete the entries about themselves?',
      'How far back do your sign-in logs go, and why that long?',
      'Which important systems do not send their logs to the central place?',
      'Do the logs hold personal data or secrets they should not?',
    ],
  },
  {
    control: 'A.8.16',
    explanation:
      'Logs on their own warn nobody. Somebody, or a service you pay, watches networks, systems and accounts for what is out of the ordinary: sign-ins from two continents, sudden mass downloads, a new admin at midnight. Know what normal looks like, alert on the rest, and tune. Collecting the records is A.8.15; deciding whether an alert is an incident is A.5.25.',
    convinces:
      'A short list of use cases with rules behind them, named people on duty and alerts closed with a written verdict. Trigger a test and see who reacts. Findings grow out of thousands of unread alerts, a channel muted by all its members, or no cover outside office hours with no decision to accept that.',
    evidence: [
      {
        what: 'Detection rules and their findings',
        where: [
          {
            system: 'AWS',
            path: 'GuardDuty > Findings, with archived and open items',
          },
          {
            system: 'Azure',
            path: 'Microsoft Sentinel > Analytics > Active rules; Incidents',
          },
          {
            system: 'GCP',
            path: 'Security Command Center > Findings > class: threat',
          },
        ],
      },
      {
        what: 'Unusual sign-ins and account behaviour',
        where: [
          {
            system: 'Microsoft 365/Entra',
            path: 'Entra ID Protection > Risk detections and Risky users',
          },
          {
            system: 'Google Workspace',
            path: 'Admin console > Rules > system-defined alerts; Security > Alert center',
          },
        ],
      },
      {
        what: 'Traffic attacks seen and blocked',
        where: [
          {
            system: 'Cloudflare',
            path: 'Security > Events or Analytics; Notifications for attack alerts',
          },
        ],
      },
      {
        what: 'Alert triage with a verdict',
        where: [
          {
            system: 'Slack',
            path: 'Security alert channel with owner reactions and thread notes',
          },
          {
            system: 'Jira',
            path: 'Alert queue: time to first look, verdict, closed by',
          },
        ],
      },
    ],
    questions: [
      'Which five situations would wake someone up?',
      'Who was on duty last weekend, and what came in?',
      'Pick one alert from last month: what was it and how did you decide?',
      'Which rule did you change because it cried wolf?',
    ],
  },
  {
    control: 'A.8.17',
    explanation:
      'When two systems disagree about the time, nobody can put an attack into order, and tokens or certificates start failing for odd reasons. Choose a trusted time source, point servers, network gear, cameras and door systems at it, and settle on a time zone for logs, usually UTC. Cloud hosts mostly do this for you, but check. It serves A.8.15 and A.5.28.',
    convinces:
      'Run the time status on a few machines of different kinds and the offset is tiny and the source is the documented one. Logs state their zone. The slip is seldom on the servers: it is the badge reader, the camera recorder or an old switch that runs four minutes late and shows up in an inquiry.',
    evidence: [
      {
        what: 'Time source set on servers',
        where: [
          {
            system: 'AWS',
            path: 'Instance > chrony configuration with 169.254.169.123; output of chronyc tracking',
          },
          {
            system: 'GCP',
            path: 'VM > chrony or ntp configuration with metadata.google.internal',
          },
          {
            system: 'Azure',
            path: 'VM > time sync settings (host time provider or NTP), output of w32tm or chronyc',
          },
        ],
      },
      {
        what: 'Time settings delivered by code or profile',
        where: [
          {
            system: 'GitHub',
            path: 'Infrastructure repository > time service role or base image file',
          },
          {
            system: 'Intune/Jamf',
            path: 'Configuration profile > time server and time zone settings',
          },
        ],
      },
      {
        what: 'Doors and cameras in step',
        where: [
          {
            system: 'Access control system',
            path: 'System settings > date and time > NTP server and last sync',
          },
          {
            system: 'Facility records',
            path: 'Yearly check sheet: camera clock compared with reference',
          },
        ],
      },
      {
        what: 'Chosen source and zone written down',
        where: [
          {
            system: 'Document store',
            path: 'Operations standard > section on time source and UTC in logs',
          },
        ],
      },
    ],
    questions: [
      'Where do your servers get their time, and what if that source fails?',
      'In which time zone are your logs written?',
      'How far is the door system off right now?',
      'Who would notice if a clock drifted?',
    ],
  },
  {
    control: 'A.8.18',
    explanation:
      'Some tools can step around your normal safeguards: disk editors, debuggers, database consoles, remote shells, recovery boot media, backup agents running as root. Know which ones you have, who may run them and when, and leave a trace of every use. Who holds admin accounts in the first place is settled under A.8.2; putting a new tool on a server falls to A.8.19.',
    convinces:
      "A short list of powerful tools, with a named group for each and a session log that matches a ticket, usually settles it. Trouble starts when every developer can open a shell on production, laptops keep local admin rights by default, or nobody ever listed the tools because 'we have none'.",
    evidence: [
      {
        what: 'List of powerful tools with permitted users',
        where: [
          {
            system: 'Document store',
            path: 'Operations handbook > register of privileged tools and their users',
          },
          {
            system: 'Intune/Jamf',
            path: 'Self-service catalogue > admin tools scoped to the IT group only',
          },
        ],
      },
      {
        what: 'Permissions for remote shells and consoles',
        where: [
          {
            system: 'AWS',
            path: 'IAM > Policies > statement granting ssm:StartSession, attached groups',
          },
          {
            system: 'Azure',
            path: 'Microsoft Entra Privileged Identity Management > Azure resources > Assignments',
          },
          {
            system: 'Okta',
            path: 'Applications > privileged access application > Assignments',
          },
        ],
      },
      {
        what: 'Record of sessions in which such a tool was used',
        where: [
          {
            system: 'AWS',
            path: 'Systems Manager > Session Manager > Session history',
          },
          {
            system: 'GCP',
            path: 'Logging > Logs Explorer > audit entries for Cloud Shell and OS Login',
          },
          {
            system: 'Jira',
            path: 'Operations project > break-glass requests with reason and approver',
          },
        ],
      },
    ],
    questions: [
      'Which tools in your estate could switch off or skip a security setting?',
      'Who may open a shell on a production host today?',
      'Pick the last emergency session: who approved it and what was done?',
      'How would you notice a member of staff running a disk imaging tool on a laptop?',
    ],
  },
  {
    control: 'A.8.19',
    explanation:
      'What runs on live servers and on staff machines should be there because someone decided so. Agree who may install, from which sources, and how you get back to the old version if it misbehaves. For a cloud product that mostly means the deployment pipeline; for laptops it means device management. Approval of the change itself sits in A.8.32, patches for known flaws in A.8.8.',
    convinces:
      'An auditor compares two lists: software you approved and software actually found on a sample of machines. If they agree, and production only accepts builds from the pipeline, the point is made. What goes wrong is the unmanaged laptop, browser extensions nobody looks at, or a package added by hand to one server.',
    evidence: [
      {
        what: 'Rule on who may install what, and from where',
        where: [
          {
            system: 'Document store',
            path: 'IT policies > software installation rules and approved list',
          },
          {
            system: 'Google Workspace',
            path: 'Admin console > Devices > Chrome > Apps and extensions > Users and browsers',
          },
        ],
      },
      {
        what: 'Technical block on unapproved software',
        where: [
          {
            system: 'Intune/Jamf',
            path: 'Endpoint security > App Control, or Jamf restricted software records',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'Enterprise applications > Consent and permissions > User consent settings',
          },
        ],
      },
      {
        what: 'Inventory of software found on devices and hosts',
        where: [
          {
            system: 'Intune/Jamf',
            path: 'Apps > Monitor > Discovered apps',
          },
          {
            system: 'AWS',
            path: 'Systems Manager > Inventory > installed applications per instance',
          },
        ],
      },
      {
        what: 'Releases that reach production only by pipeline',
        where: [
          {
            system: 'GitHub',
            path: 'Repository > Settings > Environments > production > protection rules',
          },
          {
            system: 'GitLab',
            path: 'Project > Operate > Environments > production > deployment list',
          },
        ],
      },
    ],
    questions: [
      'Can you install anything you like on this laptop? Please try.',
      'Where do the base images of your servers and containers come from?',
      'How do you return to the earlier version after a bad release?',
      'Who checks browser extensions and add-ins?',
    ],
  },
  {
    control: 'A.8.20',
    explanation:
      'Your network, whether an office Wi-Fi or a set of cloud virtual networks, needs an owner, an up-to-date drawing and settings that keep strangers out. Think firewall rules, locked-down router management, current firmware and a view of what is connected. Dividing it into zones is A.8.22; what you buy from carriers and hosting firms is handled in A.8.21.',
    convinces:
      "The drawing matches the console, every rule open to the internet has a reason and someone goes through the rules at a stated rhythm. Expect a finding where a security group allows SSH from anywhere 'for a test' two years ago, or the office router still runs the firmware it was shipped with.",
    evidence: [
      {
        what: 'Network diagram with owner and date',
        where: [
          {
            system: 'Document store',
            path: 'Infrastructure > network diagram, current version with review date',
          },
          {
            system: 'Azure',
            path: 'Network Watcher > Topology',
          },
        ],
      },
      {
        what: 'Inbound firewall rules in force',
        where: [
          {
            system: 'AWS',
            path: 'VPC > Security groups > Inbound rules',
          },
          {
            system: 'GCP',
            path: 'VPC network > Firewall > ingress rules',
          },
          {
            system: 'Azure',
            path: 'Network security groups > Inbound security rules',
          },
          {
            system: 'Cloudflare',
            path: 'Security > WAF > Custom rules',
          },
        ],
      },
      {
        what: 'Rule review and follow-up',
        where: [
          {
            system: 'Jira',
            path: "Infrastructure project > recurring task 'firewall rule review'",
          },
          {
            system: 'AWS',
            path: 'Security Hub > Controls > EC2 checks on open ports',
          },
        ],
      },
    ],
    questions: [
      'Who owns the network, and who stands in for them?',
      'Why is this port reachable from the whole internet?',
      'When were the firewall rules last gone through, and what was removed?',
      'How do you reach the management page of the office router?',
      'What tells you that an unknown device has joined?',
    ],
  },
  {
    control: 'A.8.21',
    explanation:
      'Connectivity you get from others deserves the same scrutiny as your own kit. For each internet line, VPN, DNS host, content delivery network and managed firewall, write down which protection and service level you expect, whether the provider or your own IT team runs it, and check now and then that you receive it. General supplier oversight stays with A.5.22, your own network settings with A.8.20.',
    convinces:
      "One table of services with provider, agreed level and security features, next to proof that somebody looked at performance or status in recent months, is normally enough. The frequent miss: a contract on the provider's terms that no one read, and a VPN or DNS account left off the list altogether.",
    evidence: [
      {
        what: 'List of network services with agreed levels',
        where: [
          {
            system: 'Contract register',
            path: 'Connectivity > internet lines, VPN, DNS, CDN with service levels',
          },
          {
            system: 'Document store',
            path: 'Infrastructure > network service catalogue with security expectations',
          },
        ],
      },
      {
        what: 'Protective settings of the service',
        where: [
          {
            system: 'Cloudflare',
            path: 'Zone > SSL/TLS > Overview and Edge Certificates',
          },
          {
            system: 'AWS',
            path: 'VPC > Site-to-Site VPN connections > Tunnel details',
          },
          {
            system: 'Azure',
            path: 'VPN gateway > Point-to-site configuration > authentication type',
          },
        ],
      },
      {
        what: 'Monitoring of the delivered service',
        where: [
          {
            system: 'GCP',
            path: 'Monitoring > Uptime checks',
          },
          {
            system: 'Slack',
            path: 'Operations channel > provider status alerts',
          },
          {
            system: 'Ticket system',
            path: "Incidents tagged 'connectivity' with provider response times",
          },
        ],
      },
    ],
    questions: [
      'Which outside parties carry or filter your traffic?',
      'What did you agree with the DNS provider about account protection?',
      'How do you know the promised availability was delivered last quarter?',
      'Who may sign in to the admin portal of your internet provider?',
    ],
  },
  {
    control: 'A.8.22',
    explanation:
      'A flat network lets one infected laptop talk to everything. Divide yours by trust: guests apart from staff, production apart from development, databases without a public address, printers and cameras in a corner of their own. Traffic between zones passes a point where you decide what gets through. Keeping the environments themselves apart is A.8.31; baseline hygiene of the network is A.8.20.',
    convinces:
      'A zone plan plus a live attempt works best: from guest Wi-Fi the file server cannot be reached, from the test account production does not answer. Weak spots are a peering link left from a migration, a database with a public address, and guest Wi-Fi whose password staff use too.',
    evidence: [
      {
        what: 'Zone plan with permitted traffic between zones',
        where: [
          {
            system: 'Document store',
            path: 'Infrastructure > zone concept and traffic matrix',
          },
          {
            system: 'Facility records',
            path: 'Office network plan > guest, staff and device Wi-Fi',
          },
        ],
      },
      {
        what: 'Separate virtual networks and accounts',
        where: [
          {
            system: 'AWS',
            path: 'VPC > Subnets and Route tables per account',
          },
          {
            system: 'Azure',
            path: 'Virtual networks > Subnets and Peerings',
          },
          {
            system: 'GCP',
            path: 'VPC network > VPC networks and Shared VPC',
          },
        ],
      },
      {
        what: 'Enforcement between zones',
        where: [
          {
            system: 'Cloudflare',
            path: 'Zero Trust > Access > Applications > policies for internal tools',
          },
          {
            system: 'AWS',
            path: 'VPC > Network ACLs and security group references',
          },
        ],
      },
      {
        what: 'Test that a blocked route really is blocked',
        where: [
          {
            system: 'AWS',
            path: 'VPC > Reachability Analyzer > stored analyses',
          },
          {
            system: 'Jira',
            path: 'Security project > yearly segregation test with result',
          },
        ],
      },
    ],
    questions: [
      'Which zones do you have, and what separates them?',
      'Could a visitor on the guest Wi-Fi print to your printer?',
      'Does any database have a public address?',
      'Why are these two networks peered?',
    ],
  },
  {
    control: 'A.8.23',
    explanation:
      'Reaching a phishing page or malware download often takes a single click; blocking known bad sites stops a good part of that. Pick a filter that follows the laptop home, such as protective DNS or an endpoint agent, block dangerous categories, and give people a way to ask for an exception. Malware that still arrives is A.8.7, and the rules for personal surfing are in A.5.10.',
    convinces:
      "Opening a harmless test address for the 'phishing' category on a sampled laptop and seeing the block page is hard to beat; coverage figures near the device count do the rest. Findings come from filtering that lives only on the office firewall while most people work from home.",
    evidence: [
      {
        what: 'Filter policy with blocked categories',
        where: [
          {
            system: 'Cloudflare',
            path: 'Zero Trust > Gateway > Firewall policies > DNS',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'Defender portal > Settings > Endpoints > Web content filtering',
          },
          {
            system: 'Google Workspace',
            path: 'Admin console > Chrome > Settings > Safe Browsing and URL blocking',
          },
        ],
      },
      {
        what: 'Roll-out to all devices, remote ones too',
        where: [
          {
            system: 'Intune/Jamf',
            path: 'Configuration profile for web protection > device status',
          },
          {
            system: 'Cloudflare',
            path: 'Zero Trust > device list with client version and last seen',
          },
        ],
      },
      {
        what: 'Blocked requests and exceptions granted',
        where: [
          {
            system: 'Microsoft 365/Entra',
            path: 'Defender portal > Reports > Web protection',
          },
          {
            system: 'Jira',
            path: "IT service desk > requests of type 'unblock website'",
          },
          {
            system: 'Slack',
            path: 'IT help channel > unblock requests and answers',
          },
        ],
      },
    ],
    questions: [
      'Does the filter work on a laptop at home?',
      'Which categories do you block, and who chose them?',
      'How many devices have no filter at the moment?',
      'May I see the last exception and its reason?',
    ],
  },
  {
    control: 'A.8.24',
    explanation:
      'Decide once where you encrypt, with which methods, and who looks after the keys, then hold to it: laptop disks, databases, backups, traffic, secrets. Keys deserve most of the thought, from creation and storage to rotation and what happens when one leaks. Mind export or local crypto law if you trade abroad. Passwords and tokens of people are A.5.17; hiding data by masking is A.8.11.',
    convinces:
      'A rule that names accepted algorithms and minimum versions, a key inventory with owners, and consoles that show encryption switched on where the rule says so. The gap tends to be keys, not ciphers: nobody knows who can decrypt, rotation is off, or an expired certificate took the service down.',
    evidence: [
      {
        what: 'Cryptography rules and key inventory',
        where: [
          {
            system: 'Document store',
            path: 'Security policies > cryptography standard and key register',
          },
          {
            system: 'GCP',
            path: 'Security > Key Management > Key rings > rotation period',
          },
        ],
      },
      {
        what: 'Keys, rotation and who may use them',
        where: [
          {
            system: 'AWS',
            path: 'KMS > Customer managed keys > Key policy and Key rotation',
          },
          {
            system: 'Azure',
            path: 'Key vault > Keys > Rotation policy; Access control (IAM)',
          },
        ],
      },
      {
        what: 'Encryption of stored data and devices',
        where: [
          {
            system: 'AWS',
            path: 'RDS > Databases > Configuration > Encryption',
          },
          {
            system: 'Intune/Jamf',
            path: 'Devices > Monitor > encryption report; FileVault status in Jamf',
          },
        ],
      },
      {
        what: 'Encryption of traffic and certificate validity',
        where: [
          {
            system: 'Cloudflare',
            path: 'SSL/TLS > Edge Certificates > Minimum TLS Version',
          },
          {
            system: 'AWS',
            path: 'Certificate Manager > Certificates > expiry and renewal status',
          },
        ],
      },
    ],
    questions: [
      'Which data do you leave unencrypted, and why?',
      'Who can use the key that protects the customer database?',
      'What would you do tonight if a signing key leaked?',
      'How do you hear about a certificate before it runs out?',
      'Which TLS versions does your product still accept?',
    ],
  },
  {
    control: 'A.8.25',
    explanation:
      'Writing software without agreed security steps leaves them to whoever has time. Set out how work flows from idea to release and where security comes in: threat thinking at design, review before merge, checks in the pipeline, a gate before go-live, care for the code afterwards. This is the frame only; A.8.26 to A.8.29 fill it, and A.8.32 covers changes in general.',
    convinces:
      'Take one feature shipped last month and walk its trail: ticket, design note, pull request with reviewer, scan result, release. If the trail follows your own description, fine. Auditors write it up when a neat process document describes stages the team has never heard of.',
    evidence: [
      {
        what: 'Description of the development process',
        where: [
          {
            system: 'Document store',
            path: 'Engineering handbook > how we build, with security steps',
          },
          {
            system: 'GitHub',
            path: 'Organisation .github repository > CONTRIBUTING.md and pull request template',
          },
        ],
      },
      {
        what: 'Enforced review and checks before merge',
        where: [
          {
            system: 'GitHub',
            path: 'Repository > Settings > Rules > Rulesets for the default branch',
          },
          {
            system: 'GitLab',
            path: 'Project > Settings > Merge requests > Merge request approvals',
          },
          {
            system: 'Azure',
            path: 'Azure DevOps > Repos > Branches > Branch policies',
          },
        ],
      },
      {
        what: 'Trail of one feature from ticket to release',
        where: [
          {
            system: 'Jira',
            path: 'Product project > story with linked commits, review and fix version',
          },
          {
            system: 'GitLab',
            path: 'Project > Deploy > Releases',
          },
        ],
      },
      {
        what: 'Training of developers in the process',
        where: [
          {
            system: 'Training platform',
            path: "Course 'secure development' > completion by engineering team",
          },
        ],
      },
    ],
    questions: [
      'Walk me through the last feature from request to release.',
      'At which points can security stop a release?',
      'What do urgent fixes skip, and who catches up later?',
      'How does a new developer learn this way of working?',
    ],
  },
  {
    control: 'A.8.26',
    explanation:
      'Features get a specification; protection should too. When you build or buy an application, write down what it must do for security: sign-in, roles, logging, encryption, data location, payment or privacy duties, load it has to survive. Let the risk of the application set the depth. Technical design choices follow in A.8.27, proof that the wish list was met in A.8.29.',
    convinces:
      'Two or three recent projects, one of them a purchase, where security needs were agreed before coding or signature and later ticked off. Purchased tools are where it fails: a team pays by card, and the first look at single sign-on or data location happens after customer data is inside.',
    evidence: [
      {
        what: 'Standard list of application security needs',
        where: [
          {
            system: 'Document store',
            path: 'Engineering handbook > baseline for new and bought applications',
          },
          {
            system: 'Jira',
            path: 'Project settings > story template with security acceptance criteria',
          },
        ],
      },
      {
        what: 'Requirements recorded for a recent build',
        where: [
          {
            system: 'Jira',
            path: "Epic > linked issues labelled 'security-requirement'",
          },
          {
            system: 'GitHub',
            path: "Repository > Issues or Projects > label 'security requirement'",
          },
          {
            system: 'GitLab',
            path: "Project > Plan > Issues > label 'security requirement'",
          },
        ],
      },
      {
        what: 'Security check of a bought application',
        where: [
          {
            system: 'Ticket system',
            path: 'Software purchase request > security questionnaire and decision',
          },
          {
            system: 'Contract register',
            path: 'SaaS agreement > security annex',
          },
          {
            system: 'Okta',
            path: 'Applications > app > Sign On tab showing single sign-on in use',
          },
        ],
      },
    ],
    questions: [
      'Who decides what protection a new application needs?',
      'Show me the security needs for the last product you bought.',
      'How do privacy or payment duties find their way into the backlog?',
      'What happened to a requirement you could not meet?',
    ],
  },
  {
    control: 'A.8.27',
    explanation:
      "Good designs repeat a few ideas: least privilege, several layers of defence, failing closed, no trust by location, short paths for sensitive data. Choose the ones you stand by, write them on a page engineers know, and hold new systems against them. Revisit when technology or threats move on. Lines of code are A.8.28's business; what one application has to do is in A.8.26.",
    convinces:
      'Design notes or decision records in which a principle changed the outcome, for example a rejected shared account or a split service. Shelfware is the common verdict: the page of principles exists, yet the last three designs were approved in a chat and mention none of them.',
    evidence: [
      {
        what: 'Written engineering principles',
        where: [
          {
            system: 'Document store',
            path: 'Engineering handbook > architecture and security principles',
          },
          {
            system: 'GitHub',
            path: 'Architecture repository > docs/principles, with commit history',
          },
        ],
      },
      {
        what: 'Design reviews and decision records',
        where: [
          {
            system: 'GitLab',
            path: 'Repository > docs/adr folder > merge requests with comments',
          },
          {
            system: 'Jira',
            path: "Architecture board > issue type 'design review'",
          },
          {
            system: 'Meeting minutes',
            path: 'Architecture round > decisions of the last quarter',
          },
        ],
      },
      {
        what: 'Principles built into the platform',
        where: [
          {
            system: 'AWS',
            path: 'AWS Organizations > Policies > Service control policies',
          },
          {
            system: 'Azure',
            path: 'Policy > Assignments and Compliance',
          },
          {
            system: 'GCP',
            path: 'IAM & Admin > Organization policies',
          },
        ],
      },
    ],
    questions: [
      'Which design did you turn down or alter on security grounds?',
      'What happens in your system when the authorisation service is down?',
      'Where do you keep decisions that depart from the principles?',
      'When did the page last change, and what prompted it?',
    ],
  },
  {
    control: 'A.8.28',
    explanation:
      'Most flaws are born at the keyboard. Give developers a coding standard per language, training on the usual mistakes, a second pair of eyes, and tools that catch injection, hard-coded secrets and risky libraries before merge. Third-party packages count as your code here, so keep them current. Hunting for flaws in the finished product is A.8.29; guarding the repository itself is A.8.4.',
    convinces:
      'Scanner switched on for all active repositories, findings triaged within your own deadlines, and pull requests with comments of substance. A dashboard holding four hundred open alerts, oldest first from 2022, undoes any policy; so does a secret found in the history that was never revoked.',
    evidence: [
      {
        what: 'Coding standard and reviewer checklist',
        where: [
          {
            system: 'Document store',
            path: 'Engineering handbook > coding rules per language',
          },
          {
            system: 'GitHub',
            path: 'Repository > pull request template with security points',
          },
        ],
      },
      {
        what: 'Code, secret and dependency scanning',
        where: [
          {
            system: 'GitHub',
            path: 'Organisation > Security > code scanning, secret scanning, Dependabot alerts',
          },
          {
            system: 'GitLab',
            path: 'Project > Secure > Vulnerability report',
          },
          {
            system: 'Azure',
            path: 'Defender for Cloud > DevOps security',
          },
        ],
      },
      {
        what: 'Handling of findings within deadline',
        where: [
          {
            system: 'Jira',
            path: "Security backlog > filter by due date, source 'code scanner'",
          },
          {
            system: 'Slack',
            path: 'Engineering security channel > scanner alerts and replies',
          },
        ],
      },
      {
        what: 'Developer training',
        where: [
          {
            system: 'Training platform',
            path: 'Secure coding course > completion per developer and date',
          },
        ],
      },
    ],
    questions: [
      'Which repositories are not scanned, and why?',
      'Open a recent pull request: what did the reviewer say about security?',
      'How do you choose and retire open-source packages?',
      'What did you do about the last secret found in code?',
      'Who may dismiss an alert?',
    ],
  },
  {
    control: 'A.8.29',
    explanation:
      'Before release, somebody should try to break it, and before accepting a bought or outsourced system you should check it does what you asked. Match effort to risk: automated tests on each build, scans of the running application, a yearly penetration test of what customers touch. Whatever turns up is fixed or accepted knowingly. Data for those tests is A.8.33; flaws in live systems are A.8.8.',
    convinces:
      'A penetration test report less than a year old, tickets for each weakness, retest results, and pipeline runs where a red test did stop a release. The report alone impresses nobody: auditors look for the high finding that was still open six months later without a decision.',
    evidence: [
      {
        what: 'Security tests in the build pipeline',
        where: [
          {
            system: 'GitHub',
            path: 'Repository > Actions > workflow runs of the security job',
          },
          {
            system: 'GitLab',
            path: 'Project > Build > Pipelines > Security tab of a run',
          },
          {
            system: 'Azure',
            path: 'Azure DevOps > Pipelines > Runs > test and scan results',
          },
        ],
      },
      {
        what: 'Penetration test report and retest',
        where: [
          {
            system: 'Document store',
            path: 'Security > penetration tests > report, scope and retest letter',
          },
          {
            system: 'Google Workspace',
            path: 'Drive > restricted security folder > test reports',
          },
        ],
      },
      {
        what: 'Fixing of what was found',
        where: [
          {
            system: 'Jira',
            path: 'Security project > issues labelled with the test name, closed dates',
          },
          {
            system: 'Risk register',
            path: 'Accepted weaknesses with owner and end date',
          },
        ],
      },
      {
        what: 'Acceptance sign-off for a new system',
        where: [
          {
            system: 'Ticket system',
            path: 'Go-live request > security acceptance step signed by the owner',
          },
        ],
      },
    ],
    questions: [
      'What was in scope of the last penetration test, and what was not?',
      'Show me a build that failed because of a security test.',
      'Who accepted the findings you did not fix?',
      'How did you test the system you bought last?',
    ],
  },
  {
    control: 'A.8.30',
    explanation:
      'Freelancers and agencies that write your software work under your name, so your rules travel with the contract. Agree on coding practice, who owns the code, what they may access, how they test, and your right to look. Then follow the work while it happens rather than at hand-over. Supplier choice and terms in general are A.5.19 and A.5.20. No external developers? Justify it in the Statement of Applicability.',
    convinces:
      'A contract with the security terms, external accounts that are named and time-limited, and outside code going through the same review as yours. What draws a finding is the friendly freelancer of many years: no contract on file, full admin on the repository, working from a private laptop.',
    evidence: [
      {
        what: 'Contract with development and security terms',
        where: [
          {
            system: 'Contract register',
            path: 'Development agencies > agreement > security and code ownership clauses',
          },
          {
            system: 'Document store',
            path: 'Legal > signed statements of work for external developers',
          },
        ],
      },
      {
        what: 'Restricted access for external developers',
        where: [
          {
            system: 'GitHub',
            path: 'Organisation > People > Outside collaborators',
          },
          {
            system: 'GitLab',
            path: 'Group > Manage > Members > expiry date and role',
          },
          {
            system: 'Microsoft 365/Entra',
            path: "Users > filter 'Guest' > group and role membership",
          },
        ],
      },
      {
        what: 'Review and acceptance of delivered code',
        where: [
          {
            system: 'GitHub',
            path: 'Pull requests by external authors > approving employee',
          },
          {
            system: 'Jira',
            path: 'Agency board > delivery accepted, with test results attached',
          },
        ],
      },
      {
        what: 'Regular check-ins with the agency',
        where: [
          {
            system: 'Meeting minutes',
            path: 'Monthly agency call > security points and actions',
          },
        ],
      },
    ],
    questions: [
      'Who outside the company can push code today?',
      'Which employee looked at this external change before it was merged?',
      'What does the contract say about open-source parts and ownership?',
      'How was access removed after the last agency project?',
    ],
  },
  {
    control: 'A.8.31',
    explanation:
      'Experiments belong where they cannot hurt customers. Keep building, testing and live operation in different accounts or projects, with different credentials, and let code move between them only through the pipeline. Developers then need standing rights in the first two, seldom in the third. Who may promote a change is A.8.32, real data in test systems A.8.33, and dividing networks A.8.22.',
    convinces:
      'Distinct accounts visible in the cloud console, separate secrets per stage, and a list of people with write access to production that is short and explained. Small teams slip when one database serves staging and live, or when the staging key happens to open production as well.',
    evidence: [
      {
        what: 'Separate accounts or projects per stage',
        where: [
          {
            system: 'AWS',
            path: 'AWS Organizations > AWS accounts > organisational units per stage',
          },
          {
            system: 'Azure',
            path: 'Subscriptions > production and non-production under Management groups',
          },
          {
            system: 'GCP',
            path: 'IAM & Admin > Manage resources > folders and projects per stage',
          },
        ],
      },
      {
        what: 'Different people and rights in production',
        where: [
          {
            system: 'AWS',
            path: 'IAM Identity Center > AWS accounts > assigned groups of production',
          },
          {
            system: 'Okta',
            path: 'Directory > Groups > production access group > People',
          },
        ],
      },
      {
        what: 'Separate secrets and gated deployment',
        where: [
          {
            system: 'GitHub',
            path: 'Repository > Settings > Environments > secrets and required reviewers',
          },
          {
            system: 'GitLab',
            path: 'Settings > CI/CD > Variables by environment; protected environments',
          },
        ],
      },
      {
        what: 'Description of the stages',
        where: [
          {
            system: 'Document store',
            path: 'Engineering handbook > environments and promotion path',
          },
        ],
      },
    ],
    questions: [
      'Can a developer write to the live database from their laptop?',
      'Do staging and production share any key, account or server?',
      'Who may deploy to production outside the pipeline?',
      'What would break for customers if staging were deleted now?',
    ],
  },
  {
    control: 'A.8.32',
    explanation:
      "Outages and holes often follow a change nobody thought through. Any alteration to live systems, infrastructure and key settings gets described, weighed for risk, approved by someone else, tested and reversible. Routine ones may be pre-approved, emergencies documented afterwards. Pull requests can carry most of this. Changes to the ISMS itself are clause 6.3; a supplier's changes fall under A.5.22.",
    convinces:
      'Auditors start from the production deployment log, choose five entries and ask for the approval behind each. When all five lead to a reviewed request you are done. It fails on console edits made by hand, self-approved merges, and emergency changes whose paperwork was never filled in.',
    evidence: [
      {
        what: 'Change procedure with standard and emergency path',
        where: [
          {
            system: 'Document store',
            path: 'Operations handbook > change procedure',
          },
          {
            system: 'Jira',
            path: 'Service project > change workflow with approval and rollback fields',
          },
        ],
      },
      {
        what: 'Approved changes with test and rollback',
        where: [
          {
            system: 'GitHub',
            path: 'Merged pull requests > reviewers and status checks',
          },
          {
            system: 'GitLab',
            path: 'Merged merge requests > approvals and pipeline result',
          },
          {
            system: 'Ticket system',
            path: 'Change tickets of the quarter > approval, plan, outcome',
          },
        ],
      },
      {
        what: 'Log of what really changed in production',
        where: [
          {
            system: 'AWS',
            path: 'CloudTrail > Event history > filter Read-only = false',
          },
          {
            system: 'Azure',
            path: 'Monitor > Activity log',
          },
          {
            system: 'Cloudflare',
            path: 'Manage account > Audit log',
          },
        ],
      },
      {
        what: 'Notice of changes to those affected',
        where: [
          {
            system: 'Slack',
            path: 'Releases channel > deployment and maintenance announcements',
          },
        ],
      },
    ],
    questions: [
      'Who approved this entry in the deployment log?',
      'How are changes made directly in the cloud console caught?',
      'Tell me about the last change you rolled back.',
      'What counts as an emergency, and how many did you have this year?',
      'Can an author approve their own request?',
    ],
  },
  {
    control: 'A.8.33',
    explanation:
      "Tests need realistic data, and the lazy answer is a copy of production. Prefer made-up or masked records. If live data is unavoidable, get the data owner's yes, protect the copy as you would the original and delete it when the test ends, with a note of each step. How to mask is described in A.8.11; privacy law behind it is A.5.34, and the test systems are A.8.31.",
    convinces:
      "Looking into a staging table and finding 'Test Person 17' is the quickest proof. Next best: an approval for each production copy and a deletion record to match. Customer names in staging, screenshots of real accounts in bug tickets, and a forgotten dump in a storage bucket are what auditors tend to uncover.",
    evidence: [
      {
        what: 'Rule on test data and its approval',
        where: [
          {
            system: 'Document store',
            path: 'Engineering handbook > test data rules',
          },
          {
            system: 'Jira',
            path: "Request type 'production data for test' > owner approval, end date",
          },
        ],
      },
      {
        what: 'Scripts that create or mask test data',
        where: [
          {
            system: 'GitHub',
            path: 'Repository > seed and anonymise scripts, with run history in Actions',
          },
          {
            system: 'GitLab',
            path: 'CI/CD > scheduled pipeline that refreshes masked test data',
          },
        ],
      },
      {
        what: 'No live copies in test accounts',
        where: [
          {
            system: 'AWS',
            path: 'RDS > Snapshots > shared with or restored in the test account',
          },
          {
            system: 'GCP',
            path: 'Sensitive Data Protection > Discovery results for test projects',
          },
          {
            system: 'Azure',
            path: 'Microsoft Purview > Data Map > scan results of test databases',
          },
        ],
      },
      {
        what: 'Deletion of copies after use',
        where: [
          {
            system: 'Ticket system',
            path: "Test data ticket > closing step 'copy deleted' with date",
          },
        ],
      },
    ],
    questions: [
      'Please open a customer table in staging: where do these rows come from?',
      'When did you last copy production data, and who agreed?',
      'How do you know the copy is gone?',
      'Do testers or agencies abroad see any real records?',
    ],
  },
  {
    control: 'A.8.34',
    explanation:
      'Auditors and penetration testers can cause the harm they look for: a scan that floods a server, a report full of live credentials, an admin account left behind. Agree scope, timing, read-only access and a contact beforehand with whoever runs the system, log what testers do and take the access back. Planning the audits themselves is clause 9.2; what the tests find goes to A.8.29 or A.8.8.',
    convinces:
      "Rules of engagement signed before the first packet, tester accounts with start and end dates, and proof they were switched off. The finding is almost embarrassing: last year's pentest user is still active, or the operations team took the scan for an attack because no one told them.",
    evidence: [
      {
        what: 'Agreed scope and rules for a test or audit',
        where: [
          {
            system: 'Document store',
            path: 'Security > audits and tests > rules of engagement, signed',
          },
          {
            system: 'Contract register',
            path: 'Testing firm > authorisation letter and secrecy agreement',
          },
        ],
      },
      {
        what: 'Limited accounts for auditors and testers',
        where: [
          {
            system: 'Microsoft 365/Entra',
            path: 'Roles and administrators > Global Reader > assignments with end date',
          },
          {
            system: 'AWS',
            path: 'IAM > Roles > auditor role with ReadOnlyAccess or SecurityAudit',
          },
          {
            system: 'GitHub',
            path: 'Organisation > People > tester account with read role',
          },
          {
            system: 'Okta',
            path: 'Reports > System Log > deactivation of the tester account',
          },
        ],
      },
      {
        what: 'Timing agreed and announced to operations',
        where: [
          {
            system: 'Slack',
            path: 'Operations channel > notice of test window and source addresses',
          },
          {
            system: 'Jira',
            path: 'Change ticket for the penetration test > approval and window',
          },
        ],
      },
      {
        what: 'Log of tester activity',
        where: [
          {
            system: 'AWS',
            path: 'CloudTrail > Event history > filter by user name of the tester',
          },
        ],
      },
    ],
    questions: [
      'Who allowed the last penetration test, and for which hours?',
      'Is any account from an earlier audit still active?',
      'What would you have done if the test had taken the service down?',
      'Where is the report kept, and who can open it?',
    ],
  },
];
