import { useRef, useState } from 'react';
import { fingerprintGroups } from '#core/crypto/device-key.ts';
import type { PackReport } from '#core/verify/verification.ts';
import { Icon } from '../components/Icon.tsx';
import { formatUtc } from '../messages/format.ts';
import { checkArchive, checkFolder, type CheckRun, type OwnCheck } from './check-pack.ts';
import type { ShownPack } from './read-pack.ts';
import { words } from './strings.ts';

type CheckState =
  | { kind: 'idle' }
  | { kind: 'running'; doneBytes: number; totalBytes: number }
  | { kind: 'done'; report: PackReport; same: boolean }
  | { kind: 'cancelled' }
  | { kind: 'unreadable' };

/** React's types do not know the attribute that Chromium, Firefox and Safari have for folders. */
const takesFolder = (input: HTMLInputElement | null) => input?.setAttribute('webkitdirectory', '');

/** A time of an authority, and against which root it was checked. */
function StampLine({ stamp }: { stamp: NonNullable<PackReport['stamp']> }) {
  return (
    <p>
      {words.stampedAt} {words.stampAt(formatUtc(stamp.at), stamp.authority)}{' '}
      {stamp.known ? words.rootKnown : words.rootUnknown} <code>{fingerprintGroups(stamp.root)}</code>
    </p>
  );
}

/** What one check found: signer, faults by name, and what it leaves open. */
function Report({ report }: { report: PackReport }) {
  const { faults, notes, signer, stamp, audited } = report;
  return (
    <>
      {signer && (
        <p>
          {words.signer} {signer.member} <code>{fingerprintGroups(signer.fingerprint)}</code> (
          {signer.known ? words.signerKnown : words.signerUnknown})
        </p>
      )}
      {stamp && <StampLine stamp={stamp} />}
      {audited && (
        <p>
          {words.auditedIs} <code>{audited.root}</code>{' '}
          {audited.known ? words.auditedKnown : words.auditedUnknown}
        </p>
      )}
      <h4>{words.faults}</h4>
      {faults.length === 0 && (
        <p>
          <Icon name="check" /> {words.noFaults}
        </p>
      )}
      <ul className="fault-list">
        {faults.map(({ kind, path, detail }) => (
          <li key={`${kind} ${path} ${detail}`}>
            <Icon name="warning" />
            <span>
              <code>{path}</code> {detail}
            </span>
          </li>
        ))}
      </ul>
      <h4>{words.notes}</h4>
      <ul className="note-list">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </>
  );
}

type HashFieldProps = {
  id: string;
  label: string;
  help: string;
  bad: string;
  value: string;
  onChange: (value: string) => void;
};

/** What somebody types of 64 hexadecimal digits, with blanks and colons as they are often shown. */
const hashOf = (text: string) => text.replace(/[\s:]/g, '').toLowerCase();
const isWrong = (text: string) => hashOf(text) !== '' && !/^[0-9a-f]{64}$/.test(hashOf(text));
const listOf = (text: string) => (hashOf(text) === '' ? [] : [hashOf(text)]);

function HashField({ id, label, help, bad, value, onChange }: HashFieldProps) {
  return (
    <div className="hash-field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="field mono"
        value={value}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={isWrong(value)}
        aria-describedby={`${id}-help`}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <p className="help" id={`${id}-help`}>
        {isWrong(value) ? bad : help}
      </p>
    </div>
  );
}

type CheckPartProps = { pack: ShownPack; own: OwnCheck; onWhole: (report: PackReport | undefined) => void };

/** What was checked, what not, and the check of all files that the reader starts. */
export function CheckPart({ pack, own, onWhole }: CheckPartProps) {
  const [state, setState] = useState<CheckState>({ kind: 'idle' });
  const [fingerprint, setFingerprint] = useState('');
  const [rootHash, setRootHash] = useState('');
  const [auditedRoot, setAuditedRoot] = useState('');
  const running = useRef<AbortController>(undefined);
  const { scope } = pack.manifest;
  const isWrongHash = [fingerprint, rootHash, auditedRoot].some(isWrong);

  async function run(check: (run: CheckRun) => Promise<PackReport>) {
    const controller = new AbortController();
    running.current = controller;
    onWhole(undefined);
    setState({ kind: 'running', doneBytes: 0, totalBytes: 1 });
    try {
      const report = await check({
        known: {
          devices: listOf(fingerprint),
          heads: [],
          stampRoots: [],
          stampRootHashes: listOf(rootHash),
          auditedRoots: listOf(auditedRoot),
          now: new Date(),
        },
        signal: controller.signal,
        onProgress: (progress) => setState({ kind: 'running', ...progress }),
      });
      const same = report.manifestSha256 === pack.manifestSha256;
      setState({ kind: 'done', report, same });
      if (same || !report.ok) onWhole(report);
    } catch {
      setState({ kind: controller.signal.aborted ? 'cancelled' : 'unreadable' });
    }
  }
  const chosen = (input: HTMLInputElement) => {
    const files = [...(input.files ?? [])];
    // The same file can be chosen again after it was changed.
    input.value = '';
    return files;
  };

  return (
    <div className="column check-part">
      <h2>{words.checkTitle}</h2>
      <section className="card" aria-labelledby="check-whole">
        <h3 id="check-whole">{words.checkWhole}</h3>
        <p>{words.checkWholeText}</p>
        <HashField
          id="known-key"
          label={words.knownKey}
          help={words.knownKeyHelp}
          bad={words.knownKeyBad}
          value={fingerprint}
          onChange={setFingerprint}
        />
        {pack.stamped && (
          <HashField
            id="known-root"
            label={words.knownRoot}
            help={words.knownRootHelp}
            bad={words.hashBad}
            value={rootHash}
            onChange={setRootHash}
          />
        )}
        {scope.kind === 'selection' && scope.audited && (
          <HashField
            id="known-audited"
            label={words.knownAudited}
            help={words.knownAuditedHelp}
            bad={words.hashBad}
            value={auditedRoot}
            onChange={setAuditedRoot}
          />
        )}
        {state.kind === 'running' ? (
          <p className="check-run">
            <progress
              className="meter"
              aria-label={words.checking}
              value={state.doneBytes}
              max={state.totalBytes}
            />
            <button type="button" className="button" onClick={() => running.current?.abort()}>
              {words.cancel}
            </button>
          </p>
        ) : (
          <p className="check-run">
            <label className="button" data-look="main">
              {words.chooseZip}
              <input
                type="file"
                className="hidden-words"
                accept=".zip"
                disabled={isWrongHash}
                onChange={({ currentTarget }) => {
                  const [file] = chosen(currentTarget);
                  if (file) void run((wanted) => checkArchive(file, wanted));
                }}
              />
            </label>
            <label className="button">
              {words.chooseFolder}
              <input
                ref={takesFolder}
                type="file"
                className="hidden-words"
                multiple
                disabled={isWrongHash}
                onChange={({ currentTarget }) => {
                  const files = chosen(currentTarget);
                  if (files.length > 0) void run((wanted) => checkFolder(files, wanted));
                }}
              />
            </label>
          </p>
        )}
        <div role="status">
          {state.kind === 'cancelled' && words.cancelled}
          {state.kind === 'unreadable' && words.unreadable}
          {state.kind === 'done' && !state.same && (
            <p className="other-pack">
              <Icon name="warning" /> {words.otherPack}
            </p>
          )}
          {state.kind === 'done' && state.report.ok && state.same && words.wholeOk(state.report.files)}
        </div>
        {state.kind === 'done' && <Report report={state.report} />}
      </section>
      <section className="card" aria-labelledby="check-own">
        <h3 id="check-own">{words.checkOwn}</h3>
        <p>{words.checkOwnText}</p>
        {own.report.ok && <p>{words.ownOk(own.read, own.unread)}</p>}
        <Report report={own.report} />
      </section>
      <section className="card" aria-labelledby="trust">
        <h3 id="trust">{words.trust}</h3>
        <p>{words.trustText}</p>
      </section>
    </div>
  );
}
