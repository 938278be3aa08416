import type { ControlGuidance } from './control-guidance.ts';

/** Theme physical, in our own words. */
export const physicalGuidance: readonly ControlGuidance[] = [
  {
    control: 'A.7.1',
    explanation:
      'Draw a line on the floor plan: here ends the public part, there begins the space where information or equipment needs protection. Walls, doors, windows and fire exits along that line should match what lies behind it. A shared office floor may need only one locked door; an own server room needs a second ring. Who passes through the door is A.7.2.',
    convinces:
      "A marked plan that agrees with what the auditor sees on the walk round, plus a dated check of doors and alarms. What goes wrong is mundane: a fire door wedged open for smokers, a landlord's back stair nobody counted, or an office move that never made it onto the plan.",
    evidence: [
      {
        what: 'Floor plan with marked zones',
        where: [
          {
            system: 'Facility records',
            path: 'Site file > floor plan with zones and protection level',
          },
          {
            system: 'Document store',
            path: 'Policies > Physical security > site annex',
          },
        ],
      },
      {
        what: 'Reasoning for the chosen level of protection',
        where: [
          {
            system: 'Risk register',
            path: "Risks tagged 'premises' > treatment and owner",
          },
          {
            system: 'Contract register',
            path: "Lease > landlord's duties for entrance, alarm and shared areas",
          },
        ],
      },
      {
        what: 'Perimeter checks and repairs',
        where: [
          {
            system: 'Facility records',
            path: 'Quarterly walk-round sheet > doors, windows, fire exits',
          },
          {
            system: 'Ticket system',
            path: 'Facilities queue > door and lock faults with closing date',
          },
        ],
      },
    ],
    questions: [
      'Where does the secured area begin, and why there?',
      'Which doors belong to the landlord, and who else holds keys?',
      'When was the perimeter last checked and what was found?',
      'What changed when you last moved or rebuilt?',
    ],
  },
  {
    control: 'A.7.2',
    explanation:
      'Badges, keys, codes and a friendly reception decide who gets past the line set in A.7.1. You grant entry on request, review it, take it back on the last day, and accompany guests and couriers. Deliveries deserve their own thought, since parcels arrive where strangers do. Watching the premises with cameras or alarms is covered by A.7.4.',
    convinces:
      'The badge list matches the staff list on the day of the visit, guests appear in a log with host and times, and a lost card was blocked quickly. Auditors love to test two things: active badges of people who left, and whether anyone stops them when they wander in without a visitor tag.',
    evidence: [
      {
        what: 'Badge and key list reconciled with staff',
        where: [
          {
            system: 'Access control system',
            path: 'Cardholders > active badges by area > export',
          },
          {
            system: 'HR system',
            path: 'Leavers in the last 6 months > last working day',
          },
        ],
      },
      {
        what: 'Visitor log with host and times',
        where: [
          {
            system: 'Visitor register',
            path: 'Entries of the last 3 months > name, host, in, out',
          },
        ],
      },
      {
        what: 'Grant, block and review of entry rights',
        where: [
          {
            system: 'Ticket system',
            path: "Requests 'badge' > approval, lost card, withdrawal",
          },
          {
            system: 'Slack',
            path: 'Office channel > lost badge notices and replies',
          },
          {
            system: 'Meeting minutes',
            path: 'Half-yearly entry rights review > changes agreed',
          },
        ],
      },
    ],
    questions: [
      'Which leavers still have a working badge?',
      'Who holds the master key, and where is that written down?',
      'What happened the last time a card was lost?',
      'How are couriers and cleaners let in?',
    ],
  },
  {
    control: 'A.7.3',
    explanation:
      "Inside the perimeter, not all rooms are equal. HR files, the finance corner, the network cupboard and a board room with a whiteboard full of plans each call for suitable locks, placement and discretion, such as no glass wall facing the street and no sign saying 'servers'. Rules for conduct in the most sensitive rooms come under A.7.6.",
    convinces:
      'A short room list with the safeguard chosen for each and a walk that confirms it: cupboard locked, screens unreadable from outside, calls not audible in the lobby. The usual slip is a comms cabinet in the kitchen with the key in the lock, or a room list that still describes the previous office.',
    evidence: [
      {
        what: 'Room list with safeguards',
        where: [
          {
            system: 'Facility records',
            path: 'Room register > use, sensitivity, lock type, key holder',
          },
          {
            system: 'Document store',
            path: 'Physical security standard > table of room types',
          },
        ],
      },
      {
        what: 'Restricted entry to sensitive rooms',
        where: [
          {
            system: 'Access control system',
            path: 'Door groups > network room, HR office > assigned persons',
          },
          {
            system: 'Google Workspace',
            path: 'Admin console > Buildings and resources > rooms kept off public view',
          },
        ],
      },
      {
        what: 'Risks and improvements to rooms',
        where: [
          {
            system: 'Risk register',
            path: "Risks tagged 'rooms' > overhearing, overlooking, break-in",
          },
          {
            system: 'Ticket system',
            path: 'Facilities queue > privacy film, lock change, cabinet repair',
          },
        ],
      },
    ],
    questions: [
      'Which rooms do you regard as sensitive, and what protects each?',
      'Could someone on the street read this screen?',
      'Who can open the network cupboard right now?',
      'How do you handle confidential calls in an open-plan office?',
    ],
  },
  {
    control: 'A.7.4',
    explanation:
      "Locks slow an intruder down; something has to notice the attempt. Cameras, an intruder alarm, door sensors or a guard watch the premises around the clock, in proportion to what is there and within privacy law. A ten-desk office may rely on the landlord's alarm, if you have proof of how it responds. Logs of IT systems are a different matter: A.8.16.",
    convinces:
      'A working alarm test, a call-out list with current names, and footage that can be retrieved within its retention period. Things unravel when the camera clock is an hour out, the alarm company still rings a former office manager, or filming staff was never checked with the data protection lead.',
    evidence: [
      {
        what: 'Surveillance and alarm coverage',
        where: [
          {
            system: 'Facility records',
            path: 'Security installations > camera and sensor plan',
          },
          {
            system: 'Contract register',
            path: 'Alarm monitoring or guard contract > response times, call list',
          },
        ],
      },
      {
        what: 'Tests and alarms handled',
        where: [
          {
            system: 'Facility records',
            path: 'Alarm maintenance log > test date and result',
          },
          {
            system: 'Access control system',
            path: 'Events > door forced, door held open, out of hours',
          },
          {
            system: 'Ticket system',
            path: 'Alarm activations > cause and follow-up',
          },
        ],
      },
      {
        what: 'Privacy assessment of cameras',
        where: [
          {
            system: 'Document store',
            path: 'Data protection > CCTV assessment, signage, retention period',
          },
          {
            system: 'Meeting minutes',
            path: 'Staff consultation on cameras, where law asks for it',
          },
        ],
      },
    ],
    questions: [
      'Who is called when the alarm goes off at three in the morning?',
      'Show me when it was last tested.',
      'How long do you keep footage, and who may look at it?',
      'What part does the landlord monitor, and how do you know it works?',
    ],
  },
  {
    control: 'A.7.5',
    explanation:
      "Fire, burst pipes, storms, a riot next door: which of these could really hit your sites, and what have you done about each? Look at the address first, then pick measures such as detectors, moving kit out of the basement, or choosing another region. Cloud halls count through the provider's reports. Failure of power or cooling is A.7.11; carrying on afterwards is A.5.29.",
    convinces:
      "A hazard assessment that mentions this very building, with measures inspected on schedule: extinguishers in date, detectors serviced, drills held. Reviewers spot copy-paste quickly, for example an earthquake paragraph for a flat flood plain, and they do ask whether anyone read the data centre's report.",
    evidence: [
      {
        what: 'Hazard assessment per site',
        where: [
          {
            system: 'Risk register',
            path: "Risks tagged 'environment' > one entry per site and hazard",
          },
          {
            system: 'Document store',
            path: "Site dossiers > flood map, fire assessment, insurer's survey",
          },
        ],
      },
      {
        what: 'Inspections and drills',
        where: [
          {
            system: 'Facility records',
            path: 'Fire detection and extinguisher service certificates',
          },
          {
            system: 'Meeting minutes',
            path: 'Evacuation drill debrief > duration and lessons',
          },
        ],
      },
      {
        what: 'Assurance for hosted locations',
        where: [
          {
            system: 'AWS',
            path: 'AWS Artifact > Reports > SOC 2 and ISO certificates',
          },
          {
            system: 'Azure',
            path: 'Service Trust Portal > audit reports on data centres',
          },
          {
            system: 'Contract register',
            path: 'Colocation contract > fire and flood protection clauses',
          },
        ],
      },
    ],
    questions: [
      'What is the most likely hazard at this address?',
      'When were the detectors serviced, and by whom?',
      "Who read your hosting provider's report, and what did they take from it?",
      'What stands in the basement or below a water pipe?',
    ],
  },
  {
    control: 'A.7.6',
    explanation:
      'Once you have named a room as secure, agree how people behave in it: no lone contractors, no phones or photos, door shut, nothing left behind, little talk about what happens there. It applies to staff and engineers alike. If you have no such room, explain that in the Statement of Applicability. Who may enter is A.7.2, how the room is built A.7.3.',
    convinces:
      'House rules posted or signed, a log showing outside engineers were accompanied, and staff who challenge a raised phone. Failures are small and visible: spare cartons stored in the server room, an empty secure room left unlocked, or rules the cleaning crew never received in a language they read.',
    evidence: [
      {
        what: 'Rules of conduct for secure rooms',
        where: [
          {
            system: 'Document store',
            path: 'Physical security > House rules for secure areas',
          },
          {
            system: 'Training platform',
            path: 'Short briefing for key holders > completion list',
          },
        ],
      },
      {
        what: 'Record of accompanied work',
        where: [
          {
            system: 'Visitor register',
            path: 'Engineers > purpose, escort, start and end of work',
          },
          {
            system: 'Ticket system',
            path: 'On-site job > approved time slot and escort',
          },
        ],
      },
      {
        what: 'Checks of rooms in use and empty',
        where: [
          {
            system: 'Facility records',
            path: 'Inspection sheet for secure rooms > findings',
          },
          {
            system: 'Access control system',
            path: 'Door events > server room, entries outside working hours',
          },
        ],
      },
    ],
    questions: [
      'Which areas count as secure, and which rules apply there?',
      'Who accompanied the last engineer?',
      'May I bring my phone in?',
      'How do cleaners work in this room?',
    ],
  },
  {
    control: 'A.7.7',
    explanation:
      'Paper on a printer and an open laptop at lunchtime are the cheapest leaks there are. Agree that sensitive papers go into a drawer, whiteboards are wiped, print jobs wait for their owner and screens lock by themselves after a few minutes. Home desks are included. Drives and sticks have rules of their own in A.7.10, shredded or scrapped kit in A.7.14.',
    convinces:
      "An enforced lock timer on all devices and the record of an evening walk with follow-up. The auditor's own eyes decide the rest: passwords on sticky notes, payslips in the print tray or an abandoned unlocked laptop on the tour outweigh any policy you can show.",
    evidence: [
      {
        what: 'Automatic screen lock',
        where: [
          {
            system: 'Intune/Jamf',
            path: 'Configuration profiles > screen lock after inactivity > assignment status',
          },
          {
            system: 'Google Workspace',
            path: 'Admin console > Devices > Chrome > Settings > idle settings',
          },
        ],
      },
      {
        what: 'Clear desk rules known to staff',
        where: [
          {
            system: 'Document store',
            path: 'Policies > Clear desk and clear screen',
          },
          {
            system: 'Training platform',
            path: 'Office and home working module > completion',
          },
        ],
      },
      {
        what: 'Desk walks and follow-up',
        where: [
          {
            system: 'Facility records',
            path: 'Desk check sheets > date, area, findings',
          },
          {
            system: 'Slack',
            path: 'Office channel > friendly reminder after each desk walk',
          },
        ],
      },
      {
        what: 'Print release set up',
        where: [
          {
            system: 'Microsoft 365/Entra',
            path: 'Azure portal > Universal Print > Printers > secure release',
          },
        ],
      },
    ],
    questions: [
      'After how many minutes does this screen lock, and can the user alter that?',
      'When was the last desk walk and what turned up?',
      'Where do you put customer papers overnight?',
      'How does the rule work at home?',
    ],
  },
  {
    control: 'A.7.8',
    explanation:
      'Where a device stands decides what may happen to it: coffee, heat, a curious visitor, a thief at a ground-floor window. Place switches, printers, screens and meeting-room units with that in mind, and keep an eye on temperature where it matters. Kit on the road is handled in A.7.9, and regular servicing in A.7.13.',
    convinces:
      'Each item in the asset list has a location that holds true on inspection, with sensible placement and a temperature reading where heat is a risk. Points get lost over a router under a desk next to a radiator, a guest-facing screen showing dashboards, or live network sockets in the waiting area.',
    evidence: [
      {
        what: 'Equipment list with locations',
        where: [
          {
            system: 'Intune/Jamf',
            path: 'Devices > All devices > export with site or room',
          },
          {
            system: 'Facility records',
            path: 'Network and meeting room equipment > room and rack position',
          },
        ],
      },
      {
        what: 'Placement guidance and site check',
        where: [
          {
            system: 'Document store',
            path: 'Physical security standard > placing of equipment',
          },
          {
            system: 'Facility records',
            path: 'Site check > photos of cabinets, printers, screens',
          },
        ],
      },
      {
        what: 'Temperature and fault alerts',
        where: [
          {
            system: 'Ticket system',
            path: 'Alerts from cabinet sensors > cause and fix',
          },
          {
            system: 'Slack',
            path: 'Facilities alerts channel > temperature warnings',
          },
          {
            system: 'Risk register',
            path: "Risks tagged 'equipment' > heat, water, theft",
          },
        ],
      },
    ],
    questions: [
      'Why does the network cabinet stand here?',
      'Who can reach this printer or socket without passing a locked door?',
      'What happens when the cabinet gets too warm?',
      'Is food or drink allowed beside this equipment?',
    ],
  },
  {
    control: 'A.7.9',
    explanation:
      'Laptops, phones, paper files and demo kit leave the building daily, so the care must leave with them. Say who may take what out, keep track of it, encrypt it, and tell people how to travel: never in a parked car, never in checked luggage. Permanently placed kit such as a kiosk counts as well. Rules for the home workplace itself are in A.6.7.',
    convinces:
      'Picking three devices from the register, the auditor finds the holder, an encryption status and a recent check-in. Loss reports with remote lock or wipe show the process lives. Weak spots are loan pool laptops, test phones and monitors sent home during lockdown that no list ever recorded.',
    evidence: [
      {
        what: 'Who holds which device',
        where: [
          {
            system: 'Intune/Jamf',
            path: 'Devices > All devices > primary user and last check-in',
          },
          {
            system: 'HR system',
            path: 'Employee record > issued equipment with signature',
          },
        ],
      },
      {
        what: 'Encryption and remote wipe',
        where: [
          {
            system: 'Intune/Jamf',
            path: 'Devices > Monitor > encryption report',
          },
          {
            system: 'Google Workspace',
            path: 'Admin console > Devices > Mobile & endpoints > device > wipe',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'Entra admin center > Devices > BitLocker keys',
          },
        ],
      },
      {
        what: 'Handling of lost or stolen devices',
        where: [
          {
            system: 'Ticket system',
            path: "Category 'lost device' > time of report, lock, wipe",
          },
          {
            system: 'Document store',
            path: 'Policies > Travel and off-site use of equipment',
          },
        ],
      },
    ],
    questions: [
      'Pick a laptop: where is it now and is it encrypted?',
      'What did you do when a device was last lost?',
      'What do people taking paper or prototypes to customers have to observe?',
      'How do you track devices that have not checked in for a month?',
    ],
  },
  {
    control: 'A.7.10',
    explanation:
      'USB sticks, external drives, backup tapes and also boxes of paper carry a lot of data and vanish easily. Follow them through life: bought, allowed for whom, encrypted, stored, shipped, finally wiped or destroyed. Many companies simply block removable drives and list the exceptions. Disposal of whole devices is A.7.14, and erasing data in systems A.8.10.',
    convinces:
      'A block that can be shown on a live laptop, a short exceptions list with owners and end dates, and destruction slips for media retired. A ban on paper only is the standard finding: the auditor plugs in a stick and it mounts, or a drawer holds old disks nobody can account for.',
    evidence: [
      {
        what: 'Removable storage blocked or encrypted',
        where: [
          {
            system: 'Intune/Jamf',
            path: 'Endpoint security > Attack surface reduction > device control',
          },
          {
            system: 'Microsoft 365/Entra',
            path: 'Defender portal > Reports > Device control',
          },
          {
            system: 'Google Workspace',
            path: 'Admin console > Devices > Chrome > Settings > external storage',
          },
        ],
      },
      {
        what: 'Approved exceptions',
        where: [
          {
            system: 'Jira',
            path: 'Security project > exceptions > label removable-media, end date',
          },
          {
            system: 'Document store',
            path: 'Media register > number, holder, content, encrypted yes/no',
          },
        ],
      },
      {
        what: 'Shipment and destruction records',
        where: [
          {
            system: 'Facility records',
            path: 'Courier receipts and destruction slips per medium',
          },
          {
            system: 'Contract register',
            path: 'Archive or shredding supplier > agreement',
          },
        ],
      },
    ],
    questions: [
      'What happens if I plug this stick into your laptop?',
      'Who has an exception, and until when?',
      'How did the last medium that left the building travel?',
      'Where are old disks kept until they are destroyed?',
    ],
  },
  {
    control: 'A.7.11',
    explanation:
      "Power, cooling, water and the internet line are things you buy and tend to forget until they stop. Work out which outage would hurt, then add what is proportionate: a small battery unit on the switch, a second line by another route, a contract with a reachable fault desk. For hosted workloads the provider's proof counts. Spare capacity in IT systems is A.8.14.",
    convinces:
      "Battery and failover tests with dates, fault history, and a plain statement of what each site can do without. Companies get caught with a UPS whose battery is past its life, or two internet contracts that run through the same duct. 'All in the cloud' works only if people can still reach it.",
    evidence: [
      {
        what: 'Overview of utilities and dependencies',
        where: [
          {
            system: 'Risk register',
            path: "Risks tagged 'utilities' > power, cooling, internet line",
          },
          {
            system: 'Contract register',
            path: 'Internet, power and cooling contracts > fault desk, repair time',
          },
        ],
      },
      {
        what: 'Tests and servicing',
        where: [
          {
            system: 'Facility records',
            path: 'UPS, generator and air conditioning > test log, battery age',
          },
          {
            system: 'Ticket system',
            path: 'Failover test of the second line > result and duration',
          },
        ],
      },
      {
        what: 'Utility assurance of the cloud provider',
        where: [
          {
            system: 'AWS',
            path: 'AWS Artifact > Reports > SOC 2, section on environmental safeguards',
          },
          {
            system: 'GCP',
            path: 'Compliance Reports Manager > SOC 2 report',
          },
          {
            system: 'Azure',
            path: 'Service Trust Portal > SOC reports',
          },
        ],
      },
    ],
    questions: [
      'How long does the network keep running without mains power?',
      'When did you last test the second line, and did calls survive?',
      'Which outages did you have in the past year?',
      'Do both connections enter the building at the same point?',
    ],
  },
  {
    control: 'A.7.12',
    explanation:
      "Cables can be cut by a digger, unplugged by a cleaner or tapped by someone with time. The aim is that power and data runs are laid out of harm's way, patch panels locked, unused sockets dead and everything labelled so that a fault is found quickly. In a fully wireless rented office only the cabinet and riser may remain. Network safeguards as such are A.8.20.",
    convinces:
      'A patch plan that matches the panel, a locked riser and a test showing that a spare socket gives no access. Findings come from the meeting room: a live port behind the screen puts any guest on the internal network. Shared risers in multi-tenant buildings are the other regular surprise.',
    evidence: [
      {
        what: 'Cable and patch plan',
        where: [
          {
            system: 'Facility records',
            path: 'Network drawings > patch panel list per floor',
          },
          {
            system: 'Document store',
            path: 'IT documentation > cabling standard and labels',
          },
        ],
      },
      {
        what: 'Protected cabinets and risers',
        where: [
          {
            system: 'Access control system',
            path: "Door group 'network cabinets' > persons with access",
          },
          {
            system: 'Contract register',
            path: 'Lease or landlord letter > access to the shared riser',
          },
        ],
      },
      {
        what: 'Unused ports off and checked',
        where: [
          {
            system: 'Ticket system',
            path: 'Yearly port review > list of disabled ports',
          },
          {
            system: 'Jira',
            path: "IT project > change 'switch port shutdown' > before and after",
          },
        ],
      },
    ],
    questions: [
      'What happens if I plug into the socket in this meeting room?',
      'Who else can open the riser?',
      'How would you find the far end of this cable?',
      'Are power and data separated where they run in parallel?',
    ],
  },
  {
    control: 'A.7.13',
    explanation:
      "Neglected equipment fails at a bad time, and a careless repair can expose what is on it. So follow the maker's service intervals, use people you have approved, keep a record, and think about the data before a machine goes to the workshop. Firewalls, UPS, printers and air conditioning usually lead the list. Software patching is a separate subject (A.8.8).",
    convinces:
      'A service calendar with past dates ticked off and the reports attached, warranty cover for critical items, and a repair ticket noting how data was protected. Overdue servicing without a reason is the frequent complaint, followed by a laptop handed to a high-street shop with its disk and password.',
    evidence: [
      {
        what: 'Maintenance plan with due dates',
        where: [
          {
            system: 'Facility records',
            path: 'Maintenance calendar > item, interval, last and next service',
          },
          {
            system: 'Jira',
            path: 'IT operations project > recurring maintenance tasks',
          },
        ],
      },
      {
        what: 'Service reports and contracts',
        where: [
          {
            system: 'Contract register',
            path: 'Maintenance agreements > scope, approved engineers, expiry',
          },
          {
            system: 'Document store',
            path: 'Service reports by device and year',
          },
        ],
      },
      {
        what: 'Repairs with data protected',
        where: [
          {
            system: 'Ticket system',
            path: 'Hardware repair > disk removed, wiped or encrypted',
          },
          {
            system: 'Intune/Jamf',
            path: 'Device record > hardware > warranty and last wipe action',
          },
        ],
      },
    ],
    questions: [
      'Which service is overdue today, and why?',
      'How was the data protected when this laptop went for repair?',
      'Who may carry out work on the firewall or UPS?',
      'Do you inspect a device before it goes back into use?',
    ],
  },
  {
    control: 'A.7.14',
    explanation:
      'A retired laptop, printer or phone still remembers. Before it is sold, given away, returned to the lessor or passed to the next colleague, its data and licences have to be gone and somebody has to have checked. Choose the method by sensitivity: crypto-erase, overwrite or shred. Loose media follow A.7.10, and records deleted inside live systems A.8.10.',
    convinces:
      "Serial numbers that run through: asset list, wipe record, certificate from the recycler, asset closed. The auditor chooses retired devices and traces each. Certificates that state 'one pallet of IT' prove little; leased printers with an internal disk and a cupboard of forgotten phones are common finds.",
    evidence: [
      {
        what: 'Wipe record per device',
        where: [
          {
            system: 'Intune/Jamf',
            path: 'Devices > device actions > wipe, status completed',
          },
          {
            system: 'Google Workspace',
            path: 'Admin console > Devices > Chrome > Devices > deprovisioned',
          },
          {
            system: 'Ticket system',
            path: 'Decommissioning > serial number, method, second check',
          },
        ],
      },
      {
        what: 'Destruction certificate with serial numbers',
        where: [
          {
            system: 'Facility records',
            path: 'Disposal file > certificates and collection notes',
          },
          {
            system: 'Contract register',
            path: 'Recycler agreement > method, certification, liability',
          },
        ],
      },
      {
        what: 'Disposal rules by type of device',
        where: [
          {
            system: 'Document store',
            path: 'IT procedures > Reuse and disposal of equipment',
          },
        ],
      },
    ],
    questions: [
      'Trace these three retired serial numbers for me.',
      'How do you prepare a laptop for its next user?',
      'What happens to the disk in a leased printer at the end of the contract?',
      'How did you pick the recycler, and do you check their work?',
    ],
  },
];
