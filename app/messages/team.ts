import { counted } from './format.ts';

const exhibits = (count: number) => counted(count, 'exhibit', 'exhibits');
const changes = (count: number) => counted(count, 'change', 'changes');

/** What the app says about working together, in English. */
export const teamEn = {
  team: {
    title: 'Team',
    unsupported: 'This browser cannot share a workspace',
    unsupportedHint:
      'It lacks shared workers. Current versions of Chromium, Edge, Firefox and Safari have them.',
    unreadable: 'What this browser knows of the team cannot be read',
    unreadableHint: (reason: string) =>
      `Your workspace is not touched by it, and nothing is sent. The storage says: ${reason}`,
    intro: 'Share this workspace',
    introText:
      'Several people and devices work on one workspace, also offline. What they exchange is encrypted and signed on the devices: whoever stores or carries it cannot read a word.',
    how: 'How you meet',
    ways: {
      relay: {
        name: 'Over a relay',
        help: 'A small server that your organisation runs. Changes arrive at once, and you see who is here.',
      },
      folder: {
        name: 'Through a folder',
        help: 'A shared or synchronised drive, or a stick. Changes arrive as the folder does; nobody sees who is here.',
      },
      file: {
        name: 'By files',
        help: 'You carry one encrypted file back and forth. Nothing else is needed.',
      },
    },
    noFolders: 'This browser cannot open folders. Chrome and Edge on a computer can.',
    introLimits: [
      'Shared: applicability, justifications, risks, registers, links, frozen versions, and exhibits with their files, seals and timestamps.',
      'Who discards an exhibit discards it for everybody; who takes that back, too.',
    ],
    share: {
      relay: 'Share over a relay',
      folder: 'Choose the folder and share',
      file: 'Share by files',
    },
    sharing: 'Two steps to the relay',
    needName: 'First enter your name, so that the others know who you are.',
    name: 'Your name',
    administrator: 'Ask the relay’s administrator to admit this workspace. The command:',
    command: (account: string) =>
      `npm run relay -- admit DIR ${account} --name "Our workspace" --relay ws://127.0.0.1:4180`,
    commandName: 'the command',
    address: 'Address of the relay',
    addressHelp:
      'Begins with wss:// (or ws:// on this machine). This app connects to it and to nothing else.',
    addressWrong: 'Enter an address that begins with wss:// or ws://.',
    addressInsecure: 'This page came over https, so the relay needs wss://.',
    connect: 'Connect and share',
    connecting: 'Connecting to the relay',
    notYet: 'The relay does not let this workspace in yet. It is tried again by itself.',
    stopSharing: 'Stop',
    joinTitle: 'You were invited into a workspace',
    joinText:
      'What is in this browser’s workspace is added to the shared one. If that is not what you want, use another browser profile.',
    join: 'Ask to be let in',
    joinFolder: 'Choose the folder and ask',
    joinHow: {
      relay: '',
      folder: 'You meet through a folder: choose the same one as the person who invited you.',
      file: 'You meet by files: you save a request, give it to the person who invited you, and open the file that comes back.',
    },
    badInvitation: 'This invitation cannot be read',
    badInvitationHint: 'The link may be cut short, or from a later version of Exhibit. Ask for it again.',
    alreadyShared: 'This browser has a shared workspace already',
    alreadySharedHint: 'To join another one, leave this one first or use another browser profile.',
    waitingTitle: 'Waiting to be let in',
    waitingText: 'Keep this page open. Call the person who invited you and compare this code:',
    waitingHost:
      'The person who invited you has to be online, with Exhibit open. It is tried again by itself.',
    waitingFolder:
      'The person who invited you has to have Exhibit open, and the folder has to travel there and back. Keep this page open.',
    requestSteps: [
      'Save the request and give the file to the person who invited you.',
      'Call them and compare this code:',
      'Open the file that they give you in return.',
    ],
    saveRequest: 'Save the request',
    code: 'Code to compare',
    closed: {
      used: 'Somebody used this invitation before. Ask for a new one.',
      refused: 'You were not let in. Ask for a new invitation if this was a mistake.',
      expired: 'This invitation has expired. Ask for a new one.',
    },
    back: 'Back',
    state: 'How it stands',
    relay: 'Relay',
    folder: 'Folder',
    folderAway: 'Is the drive or the stick connected? It is tried again by itself.',
    allowFolder: 'Allow again',
    moveTo: 'Choose the folder again',
    byFile: 'Files',
    byFileHint: 'Others have your changes when they open a file that you made after them.',
    files: {
      title: 'Exchange by a file',
      text: {
        relay: 'For somebody who cannot reach the relay.',
        folder: 'For somebody who cannot reach the folder.',
        file: 'Make a file, give it to the others by a stick or by mail, and open theirs.',
      },
      hint: 'The file is encrypted: only members can open it. It holds everything that you may write, exhibits with their pictures included. An auditor’s file holds comments.',
      make: 'Make a file',
      open: 'Open a file',
      drop: 'or drop one here',
      busy: 'Working on the file',
      made: (name: string) => `${name} is in your downloads.`,
      answer: 'Make the answer',
      answerHint: 'A smaller file for who made this one: what it lacks.',
      unreadable: 'This is no exchange file, or it is cut off. Nothing was changed.',
      'not-let-in':
        'This file does not let this device in. Give your request to the person who invited you, and ask for a file that was made after they let you in.',
      'unknown-request':
        'This request fits no open invitation of this device. It was withdrawn, used or has expired; make a new one.',
      request: (name: string, label: string) =>
        `${name === '' ? 'Somebody' : name} asks to be let in from ${label === '' ? 'a device' : label}. Compare the code under Invitations.`,
      changed: (names: string) => (names === '' ? 'Changes came in.' : `Changes by ${names} came in.`),
      nothing: 'Nothing new in the workspace.',
      members: (names: string) => `New in the workspace: ${names}.`,
      exhibits: (count: number) => `${exhibits(count)} came in.`,
      missing: (count: number) => `${exhibits(count)} named, but not in this file.`,
      refused: (count: number) =>
        `${counted(count, 'line was', 'lines were')} refused and changed nothing; see “What happened”.`,
      early: (count: number) =>
        `${counted(count, 'change rests', 'changes rest')} on others that are not in this file. Ask for a file with everything.`,
    },
    here: 'Here now',
    nobody: 'Nobody else',
    at: (name: string, place: string) => (place === '' ? name : `${name} (${place})`),
    tryNow: 'Try now',
    exhibits: 'Exhibits',
    exhibitsOf: (toSend: number, arriving: number, unsendable: number) =>
      [
        ...(toSend > 0 ? [`${exhibits(toSend)} to send`] : []),
        ...(arriving > 0 ? [`${exhibits(arriving)} on the way here`] : []),
        ...(unsendable > 0
          ? [`${exhibits(unsendable)} cannot be sent: a file is missing or damaged here`]
          : []),
      ].join(', ') || 'All sent and here',
    incidents: {
      title: 'What happened',
      clear: 'I have read this',
      somebody: 'Somebody',
      at: (time: string) => `Last at ${time}.`,
      times: (count: number) => (count === 1 ? 'Once.' : `${count} times.`),
      refused: (by: string, why: string) =>
        `Refused from ${by}: ${why} Nothing of it changed your workspace.`,
      kinds: {
        'too-large': 'it was too large.',
        'malformed-envelope': 'it could not be read.',
        'wrong-place': 'it did not belong where it lay.',
        duplicate: 'it came twice.',
        'unknown-device': 'the device is not in this workspace.',
        'unknown-generation': 'this device has not the key.',
        'bad-signature': 'the signature does not hold.',
        'not-decrypted': 'it was encrypted with another key.',
        'malformed-body': 'it could not be read.',
        'malformed-update': 'it could not be read.',
        'device-removed': 'this device was removed.',
        'role-may-not-write': 'this member may not write there.',
        early: 'what it rests on has not come.',
        'control-refused': 'a change of the members that does not hold.',
      },
      folderWentBack:
        'The folder lost something: it was emptied or is another one. It was filled again from the devices; nothing here was lost.',
      notices: {
        'relay-went-back': () =>
          'The relay lost something: it was wiped or set back to an earlier state. It was filled again from the devices; nothing here was lost.',
        'poor-snapshot': (by: string) =>
          `${by} sent a summary that left out what it claimed to hold. What was missing was sent again.`,
        'counter-ahead': (by: string) =>
          `${by} knows of more changes by this device than it has: this browser was set back to an earlier state, or the claim is false. Everything was sent again.`,
        'snapshot-too-large': () =>
          'A document is larger than 64 MB. If the relay loses it, it cannot be filled again from here.',
        'store-failed': () => 'This device could not store what came. It is tried again.',
        'worker-ended': () =>
          'The browser ended the part of this app that keeps in step. It was started again; nothing that was stored is lost.',
      },
    },
    locked: 'You are an auditor here: you read and comment.',
    readOnly:
      'You are an auditor in this workspace: you read and comment. An owner can give you another role.',
    writingHere: (name: string) => `${name} is writing here`,
    hereNow: (names: string) => `Here now: ${names}`,
    yourRole: 'Your role',
    members: 'Members and devices',
    roles: { owner: 'Owner', editor: 'Editor', auditor: 'Auditor' },
    roleHelp: {
      owner: 'edits, invites and removes',
      editor: 'edits',
      auditor: 'reads and comments',
    },
    roleOf: (name: string) => `Role of ${name}`,
    you: 'you',
    thisDevice: 'this device',
    unnamed: 'Without a name',
    removed: 'removed',
    fingerprint: 'Fingerprint',
    remove: (name: string) => `Remove ${name}`,
    removeDevice: (label: string) => `Remove device ${label}`,
    removeTitle: (name: string) => `Remove ${name}?`,
    removeHint:
      'The others get a new key, and what is written from now on is closed to them. What they have read stays read. This cannot be undone.',
    cutOffFolder:
      'Take away their access to the folder as well; what is written from now on they cannot read.',
    cutOff: 'So that it cannot even connect, the relay’s administrator runs:',
    revokeCommand: (account: string, user: string) =>
      `npm run relay -- revoke DIR ${account} ${user} --relay ws://127.0.0.1:4180`,
    removeNow: 'Remove',
    keep: 'Keep',
    lastOwner: 'The last owner cannot be removed or given another role.',
    failed: (reason: string) => `That did not work: ${reason}`,
    invitations: 'Invitations',
    invite: 'Make an invitation',
    inviteWho: 'For whom',
    inviteOwn: 'Another device of mine',
    inviteAs: (role: string, does: string) => `${role}: ${does}`,
    inviteName: 'Their name',
    inviteHours: 'Good for',
    hours: { '1': '1 hour', '24': '1 day', '168': '1 week' },
    onlyOwners: 'Only owners invite.',
    link: 'Link',
    linkHint: {
      relay: 'Send it by a way that only they read. It works once.',
      folder: 'Send it by a way that only they read. It works once, and they need the same folder.',
      file: 'Send it by a way that only they read. It works once. They give you a request file in return: open it below.',
    },
    letInByFile: 'They are let in. Now make a file below and give it to them.',
    qr: 'The link as a QR code',
    showQr: 'Show as QR code',
    until: (moment: string) => `until ${moment}`,
    forWhom: (role: string, name: string) => (name === '' ? role : `${name}, ${role}`),
    states: {
      open: 'Nobody came yet',
      asking: 'Somebody asks to be let in',
      used: 'Used',
      refused: 'Turned away',
      expired: 'Expired',
    },
    compare: (name: string, label: string) =>
      `${name === '' ? 'Somebody' : name} asks from ${label === '' ? 'a device' : label}. Call them: do they see this code?`,
    letIn: 'Same code, let in',
    turnAway: 'Another code, turn away',
    withdraw: 'Withdraw',
    clear: 'Clear',
    data: 'Data on this device',
    dataText:
      'The whole workspace is stored in this browser, readable for whoever uses this profile. Leaving deletes the keys and what was kept for the exchange; the workspace stays as it is and is not sent any more. To delete the workspace too, delete this site’s data in the browser’s settings.',
    leave: 'Leave the team on this device',
    leaveTitle: 'Leave the team?',
    leaveHint: (count: number) =>
      count > 0
        ? `${changes(count)} of yours did not reach the others and will not. You need a new invitation to come back.`
        : 'You need a new invitation to come back.',
    leaveNow: 'Leave',
    line: {
      founding: 'Not shared yet',
      joining: 'Waiting to be let in',
      unreadable: 'Team cannot be read',
      removed: 'You were removed',
      connecting: 'Connecting',
      refused: (reason: string) => `Relay refused: ${reason}`,
      full: (count: number) => `Relay is full, ${changes(count)} waiting`,
      storage: 'Not stored for the team',
      tooLarge: 'A change is too large to send',
      offline: (count: number) => (count > 0 ? `Offline, ${changes(count)} waiting` : 'Offline'),
      catchingUp: 'Catching up',
      folderRefused: (count: number) =>
        count > 0
          ? `Folder not reachable: allow again, ${changes(count)} waiting`
          : 'Folder not reachable: allow again',
      folderOffline: (count: number) =>
        count > 0 ? `Folder not reachable, ${changes(count)} waiting` : 'Folder not reachable',
      folderFull: (count: number) => `Folder is full, ${changes(count)} waiting`,
      notInFile: (count: number, pictures: number) =>
        `${[...(count > 0 ? [changes(count)] : []), ...(pictures > 0 ? [exhibits(pictures)] : [])].join(' and ')} not in a file yet`,
      allInFile: 'Everything is in a file',
      allInFileReading: 'You read only; comments are in a file',
      sending: (count: number) => `Sending ${changes(count)}`,
      sendingExhibits: (count: number) => `Sending ${exhibits(count)}`,
      inStep: (since: string) => `In step since ${since}`,
      reading: (since: string) => `In step since ${since}, you read only`,
    },
  },
} as const;
