/** The forty exhibits of the sample, with a small picture and the page's text each. */
import type { AnnexControlId } from '../catalogue/control.ts';
import { canonicalRecordSha256 } from '../evidence/canonical-record.ts';
import type { ExhibitFile, ExhibitRecord } from '../evidence/exhibit.ts';
import type { Bytes } from '../shared/bytes.ts';
import { sha256Hex, textToBytes } from '../shared/bytes.ts';
import { consolePicture, pictureSize } from './picture.ts';

export type SampleExhibit = { record: ExhibitRecord; recordSha256: string; files: Map<string, Bytes> };

/** Console, page, controls, and what the page says. */
const pages = `
keyring|Sign-on policy|A.8.5 A.5.17|Factor: Security key or passkey;SMS codes: Off;Voice calls: Off
keyring|Administrators|A.8.2 A.5.18|Super administrators: 2;Elevation: 4 hours;Key required: Yes
keyring|Access review Q3|A.5.18 A.5.15|Reviewed: 214 of 214;Removed: 9;Closed: 2026-09-18
keyring|Joiners and leavers|A.5.16 A.6.5|Source: HR system;Deactivation: Last day noon;Open cases: 0
keyring|System log export|A.8.15 A.8.16|Target: Log store;Delay: 2 minutes;Retention: 365 days
nordwolke|Backup plans|A.8.13|Databases: Hourly;Copy: Paris, other account;Retention: 35 days
nordwolke|Restore test 09|A.8.13 A.5.30|Restored: 100 %;Duration: 47 minutes;Errors: 0
nordwolke|Failover drill|A.5.30 A.8.14|Zones: 3;Standby takeover: 51 seconds;Result: Passed
nordwolke|Key service|A.8.24|Rotation: 365 days;Disks encrypted: 148 of 148;TLS minimum: 1.2
nordwolke|Network overview|A.8.20 A.8.22|Public databases: 0;Accounts: 5;Peering: None
nordwolke|Audit trail|A.8.15 A.5.28|Regions: All;Lock: Compliance mode;Log validation: On
nordwolke|Capacity alarms|A.8.6|Alarm at: 70 %;Autoscaling: On;Breaches this month: 0
nordwolke|Time service|A.8.17|Source: Provider NTP;Max drift: 4 ms;Alert above: 1 s
nordwolke|Configuration drift|A.8.9|Checked: Nightly;Drift: 0 of 912;Last run: 02:10
nordwolke|Image scanner|A.8.8|Critical open: 0;High open: 3;Scan: Daily
codeharbour|Branch protection|A.8.4 A.8.32|Reviews required: 1;Force push: Off;Own approval: Off
codeharbour|Build checks|A.8.29 A.8.25|Static scan: Required;Dependency scan: Required;Tests: Required
codeharbour|Dependency alerts|A.5.21 A.8.8|Critical: 0;High: 1;Pinned: 100 %
codeharbour|Organisation members|A.8.4 A.5.15|Members: 27;Outside: 0;Factor required: Yes
codeharbour|Secrets scanning|A.8.28 A.8.4|Push protection: On;Open alerts: 0
codeharbour|Environments|A.8.31 A.8.19|Production: 2 approvers;Staging: 1;Signed images: Required
codeharbour|Policy repository|A.5.1 A.5.37|Policies: 12;Last approval: 2026-05-11;Approver: Managing director
device|Compliance overview|A.8.1 A.7.9|Devices: 71;Compliant: 70;Encryption: 71 of 71
device|Removable media|A.7.10|USB storage: Blocked;Exceptions: 2
device|Screen lock|A.7.7|After: 3 minutes;Password: Required
device|Endpoint protection|A.8.7|Protected: 71 of 71;Open detections: 0;Engine: Current
device|Software catalogue|A.8.19|Approved: 143;Requests open: 2
device|Wiped devices|A.7.14 A.5.11|Wiped this year: 11;Protocols: 11
device|Resolver policy|A.8.23|Malicious: Blocked;New domains: Blocked;Exceptions: 4
mailpost|Sharing outside|A.5.14|Links: Expire in 14 days;Anyone links: Off
mailpost|Labels|A.5.13 A.5.12|Labels: 4;Default: Internal
mailpost|Report button|A.6.8|Reports in 90 days: 41;Median answer: 22 minutes
peopledesk|Training status|A.6.3|Up to date: 58 of 60;Due: 2
peopledesk|Background checks|A.6.1|Checked: 60 of 60
peopledesk|Policy signatures|A.5.10 A.6.2|Signed: 60 of 60;Version: 2026
tickets|Incidents 2026|A.5.25 A.5.26 A.5.27|Incidents: 7;Reviewed: 7;Open actions: 3
tickets|Table-top exercise|A.5.24|Held: 2026-04-16;Roles: 3;Findings: 4
tickets|Supplier reviews|A.5.19 A.5.22|High: 3 of 3 reviewed;Next: 2027-03
tickets|Penetration test|A.8.29|Critical: 0;High: 1 fixed;Retest: Passed
tickets|Outside audit June|A.5.35 A.5.36|Nonconformities: 2 minor;Closed: 2
`;

const hues = {
  keyring: [0, 84, 166],
  nordwolke: [18, 52, 86],
  codeharbour: [36, 41, 47],
  device: [84, 60, 140],
  mailpost: [160, 60, 40],
  peopledesk: [20, 110, 90],
  tickets: [30, 90, 160],
} as const;

const idOf = (at: number) => `0199c000-0000-7000-8000-${(at + 1).toString(16).padStart(12, '0')}`;

/** Captured one after another from the middle of July to the end of October 2026. */
const capturedAt = (at: number) => new Date(Date.UTC(2026, 6, 14, 8, 30) + at * 65 * 3_600_000).toISOString();

async function makeExhibit(line: string, at: number): Promise<SampleExhibit> {
  const [system = '', title = '', controls = '', said = ''] = line.split('|');
  const words = [title, ...said.split(';')];
  const files = new Map<string, Bytes>();
  const add = async (file: Omit<ExhibitFile, 'sizeBytes' | 'sha256'>, bytes: Bytes): Promise<ExhibitFile> => {
    const sha256 = await sha256Hex(bytes);
    files.set(sha256, bytes);
    return { ...file, sizeBytes: bytes.length, sha256 };
  };
  const hue = hues[system as keyof typeof hues];
  const at0 = capturedAt(at);
  const record: ExhibitRecord = {
    format: 'exhibit/1',
    id: idOf(at),
    provenance: {
      url: `https://${system}.example/admin/${title.toLowerCase().replaceAll(' ', '-')}`,
      title: `${title} - ${system}`,
      capturedAt: at0,
      utcOffsetMinutes: 120,
      timeZone: 'Europe/Berlin',
      collectedBy: at % 3 === 0 ? 'Mara Lindqvist' : 'Ravi Menon',
      mode: 'viewport',
      viewport: pictureSize,
      scroll: { x: 0, y: 0 },
      devicePixelRatio: 1,
      language: 'en',
      userAgent: 'Sample',
      extensionVersion: '0.1.0',
    },
    files: [
      await add({ role: 'original', mediaType: 'image/png', ...pictureSize }, consolePicture(words, hue)),
      await add({ role: 'text', mediaType: 'text/plain' }, textToBytes(`${words.join('\n')}\n`)),
    ],
    reading: { engine: 'none', meanConfidence: null, wordCount: 0 },
    model: null,
    proposals: [],
    // The table above is ours and tested against the catalogue.
    controls: controls.split(' ') as AnnexControlId[],
    note: 'Invented for the sample; no console showed this.',
    reviewedAt: at0,
  };
  return { record, recordSha256: await canonicalRecordSha256(record), files };
}

export async function makeSampleExhibits(): Promise<SampleExhibit[]> {
  const made: SampleExhibit[] = [];
  for (const [at, line] of pages.trim().split('\n').entries()) made.push(await makeExhibit(line, at));
  return made;
}
