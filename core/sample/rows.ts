/** How Harbourlight GmbH, an invented company of 60 people that sells planning software as a service, meets each control. */
import type { AnnexControlId } from '../catalogue/control.ts';
import type { ImplementationStatus } from '../soa/soa-entry.ts';

export type SampleRow = {
  control: AnnexControlId;
  status: ImplementationStatus;
  owner: string;
  text: string;
};

const statuses: Record<string, ImplementationStatus> = {
  i: 'implemented',
  p: 'partly',
  l: 'planned',
  n: 'not-implemented',
  u: 'unverified',
};
export const people = {
  C: 'Mara Lindqvist, CISO',
  E: 'Tom Okafor, Head of Engineering',
  P: 'Ines Duarte, People',
  I: 'Ravi Menon, IT',
  L: 'Jana Hofer, Legal',
  O: 'Ben Sato, Operations',
} as const;

/** Status, owner, control and how it is done, one line each. */
const lines = `
iC A.5.1 Twelve policies stand in the handbook's repository; each change is a pull request that the managing director approves once a year.
iC A.5.2 A role table names the CISO, her deputy and an owner for each system; it is part of every job description in those roles.
iC A.5.3 Nobody merges their own code, and payments above 2,000 euros need a second person in the banking portal.
iP A.5.4 Team leads go through the security goals with their people each half-year and note it in the review form.
pC A.5.5 The contact sheet lists the data protection authority, the police's cybercrime desk and the national CERT; the drill to call them is due.
iC A.5.6 Mara is a member of the regional CISO circle and of two mailing lists on cloud security, and reports from them monthly.
iC A.5.7 Advisories from the CERT and from our cloud providers arrive in a channel; each is triaged within two working days.
pE A.5.8 The project template asks for data, risks and a security contact; projects that began before March have not been revisited.
iI A.5.9 The asset register is fed from device management and the cloud inventory each night and checked by owners each quarter.
iI A.5.10 The acceptable use policy is signed on the first day and asked again each January in the learning tool.
iI A.5.11 Leaving runs a checklist in the HR system; devices are wiped by management and signed in by IT.
iC A.5.12 Four classes, from public to secret; customer content is confidential by default and may not leave production.
pC A.5.13 Documents made from templates carry their class in the footer; older files in the shared drive are labelled as they are touched.
iC A.5.14 Files go to customers by expiring links only; a rule in the mail gateway stops attachments with customer exports.
iE A.5.15 Access follows roles that are written in code; the rule is no access unless a role needs it.
iI A.5.16 One identity for each person in the directory, made by the HR system; service accounts have a named owner.
iI A.5.17 The password manager is mandatory, first passwords live one hour, and security keys are enrolled in person.
iI A.5.18 Access reviews run each quarter in the directory; what an owner does not confirm is removed after seven days.
iL A.5.19 New suppliers are rated by what they touch; those rated high need a report, a contract check and a named owner.
iL A.5.20 Our annex on security with duties to report, audit rights and deletion is part of all contracts rated high or medium.
pE A.5.21 Dependencies are pinned and scanned on each build; a list of components per release is made for the main product, not yet for the mobile app.
iL A.5.22 Reports of high suppliers are read each year against a form; changes of sub-processors arrive by mail and are judged within 14 days.
iE A.5.23 A checklist covers choice, use and exit of cloud services; accounts outside our organisation are blocked by policy.
iC A.5.24 The incident plan names three roles, severities and the first hour; it was tested in a table-top exercise in April.
iC A.5.25 Every alert becomes a ticket; the person on duty decides by a short tree whether it is an incident.
iO A.5.26 Runbooks exist for leaked keys, phishing, malware, lost devices and data sent astray; actions are logged in the incident channel.
iC A.5.27 A review without blame follows within five working days of each incident; actions go into the normal backlog.
pC A.5.28 Logs and disk images are copied to a locked bucket by a script; two more people have to learn to use it.
iO A.5.29 In a disruption, access rules and logging stay as they are; the emergency accounts are sealed and monitored.
iO A.5.30 Recovery within four hours is rehearsed twice a year by moving the staging system to the second region.
iL A.5.31 The register of laws and contracts is reviewed by Legal each half-year with an outside counsel.
iL A.5.32 Licences are tracked in the asset register; the build fails on libraries with licences that we do not allow.
iL A.5.33 A table of retention periods rules records; contracts and books are kept in an archive that nobody can delete from.
iL A.5.34 A record of processing, a data protection officer and a form for requests of persons are in place.
iC A.5.35 An outside auditor looked at all of the system in June; the next look is set for the following June.
iC A.5.36 Owners answer a short form on their policies each half-year; automated checks report on the technical ones daily.
iO A.5.37 Procedures stand beside the code as runbooks, are used in on-call handovers and show when they were last run.
iP A.6.1 References and identity are checked for all; for engineers with production access a certificate of conduct is asked for.
iP A.6.2 The contract has clauses on secrecy, duties after leaving and the acceptable use of systems.
iP A.6.3 A half-hour training at the start and yearly, with a phishing exercise each quarter; 58 of 60 people are up to date.
iP A.6.4 A policy that the works council agreed to sets steps from a talk to dismissal.
iP A.6.5 The exit talk repeats duties that remain; access ends at noon of the last day by a rule in the HR system.
iL A.6.6 Secrecy agreements are part of work contracts; visitors and freelancers sign theirs electronically.
iI A.6.7 Laptops are managed and encrypted, a private network is not trusted, and a screen filter is issued on request.
iC A.6.8 A button in the mail client and a channel take reports; the duty person answers within an hour by day.
iO A.7.1 The landlord's building has a manned reception; our floor has its own locked door, and production runs in data centres only.
iO A.7.2 Badges open the floor; visitors are signed in, get a sticker and are walked to their host.
iO A.7.3 Meeting rooms by the entrance have frosted glass; the network cupboard is in a locked room.
pO A.7.4 Door events are kept for 90 days; a camera at the back entrance is ordered.
iO A.7.5 Smoke detectors, water sensors in the network room and a yearly inspection by the insurer.
iO A.7.6 Only the network room counts as a secure area; work there is announced and never done alone by outsiders.
iI A.7.7 Screens lock after three minutes; an evening round each month notes papers left on desks.
iO A.7.8 The few devices in the office stand away from windows and pipes; the printer is in a room that locks.
iI A.7.9 Laptops may leave the office, are encrypted, can be found and wiped, and must not stay in cars.
iI A.7.10 Removable media are blocked by device management; two encrypted sticks exist for exceptions and are logged.
nO A.7.11 The office has no backup power; work moves to people's homes, and what matters runs at the provider.
iO A.7.12 Network cables run in closed ducts on our floor; sockets in public rooms are not patched.
iI A.7.13 Laptops are serviced by the maker under contract; a disk leaves only after it was wiped.
iI A.7.14 Devices are wiped by management and given to a certified recycler, whose protocols we file.
iI A.8.1 All laptops and phones with company data are under device management with encryption, lock and updates enforced.
iE A.8.2 Administrators have a second account with a security key; elevated rights last for four hours and are logged.
iE A.8.3 Rows of customers are separated by tenant keys in the database; access by support needs the customer's consent.
iE A.8.4 Repositories are private, main branches protected, and writing needs membership of the owning team.
iI A.8.5 Security keys or passkeys for all people; SMS and voice codes are switched off in the directory.
iO A.8.6 Usage is charted against limits; alarms go off at 70 per cent and scaling is automatic for the web tier.
iI A.8.7 Endpoint protection on all laptops reports to a console; unknown programs need approval on macOS and Windows.
iE A.8.8 Servers and images are scanned daily; critical findings are fixed in 7 days, high ones in 30.
iE A.8.9 All infrastructure is described in code; a nightly job reports what differs and puts it back.
pE A.8.10 Customer data is erased 30 days after the contract ends by a job; the backlog of old exports has still to be cleared.
iE A.8.11 Staging has masked data: names, addresses and mail are replaced when it is made from production.
lC A.8.12 Rules that watch uploads to private storage are being chosen; a test with one team begins in December.
iO A.8.13 Databases are backed up each hour to another region and another account; a restore is tested monthly.
iO A.8.14 Production runs in three zones with automatic failover; the database has a standby that takes over in a minute.
iE A.8.15 Audit logs of directory, cloud and product flow to a store that nobody can change, kept for a year.
iE A.8.16 Forty rules watch the logs; alerts go to the person on duty and are tuned each month.
iO A.8.17 Servers take the time from the provider's service, laptops from a public pool; drift over one second raises an alert.
iE A.8.18 Tools that pass round the product's checks run only in a container by two people, with a recorded session.
iI A.8.19 Production takes only images from our registry, signed by the build; laptops take software from a catalogue.
iO A.8.20 Networks are described in code; the office network has guests, staff and devices apart.
iO A.8.21 The contracts with both internet providers name availability and encryption; the provider's status page is watched.
iE A.8.22 Production, staging and tooling are separate cloud accounts; databases have no public address.
iI A.8.23 The resolver on laptops blocks known malicious and newly registered domains; exceptions expire.
iE A.8.24 TLS 1.2 or newer everywhere, disks and backups encrypted with keys in the provider's service that turn yearly.
iE A.8.25 The way from idea to release has security steps: threat talk, review, scan, staged roll-out.
iE A.8.26 Stories that touch login, money or personal data carry acceptance criteria for security from a catalogue.
iE A.8.27 Seven principles, such as tenant separation at the lowest layer, are checked in design reviews.
iE A.8.28 A guide for our two languages, linters that enforce what they can, and a yearly workshop.
iE A.8.29 Static and dependency scans run on each pull request; an outside team tests the product each year.
uE A.8.31 Development, test and production are separate accounts with separate directories of secrets.
iE A.8.32 Changes go through pull requests with tests and one reviewer; the release log names what went out when.
iE A.8.33 Tests use made-up data; a copy of masked data needs approval of the data protection officer.
iC A.8.34 Auditors get reading roles that end by themselves; scans of production are announced and run at night.
`;

export const sampleRows: readonly SampleRow[] = lines
  .trim()
  .split('\n')
  .map((line) => {
    const [, status = '', owner = '', control = '', text = ''] = /^(\w)(\w) (\S+) (.+)$/.exec(line) ?? [];
    return {
      // The table above is ours and tested; the look-ups cannot miss.
      control: control as AnnexControlId,
      status: statuses[status] ?? 'unverified',
      owner: people[owner as keyof typeof people],
      text,
    };
  });

/** Not applicable, and why. */
export const sampleExclusions: readonly { control: AnnexControlId; why: string }[] = [
  {
    control: 'A.8.30',
    why: 'All software is made by our own people; no development is given to others. A rule in purchasing brings the question back before that changes.',
  },
];

/** Inherited from the data centre's operator. */
export const sampleInherited: readonly AnnexControlId[] = ['A.7.5', 'A.7.8', 'A.7.12', 'A.8.14'];
