import { useEffect, useRef, useState } from 'react';
import type { PackReport } from '#core/verify/verification.ts';
import { DropArea, FilePick } from '../../components/FilePick.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { checkPack } from '../../services/pack-checker.ts';
import { KnownPart } from './KnownPart.tsx';
import { ReportPart } from './ReportPart.tsx';
import { useKnown, type KnownSources } from './use-known.ts';
import './verify.css';

type State =
  | { kind: 'waiting' | 'cancelled' }
  | { kind: 'checking'; name: string; doneBytes: number; totalBytes: number }
  | { kind: 'unreadable'; name: string }
  | { kind: 'checked'; name: string; report: PackReport };

/** How it stands, in one line that is read out when it changes. */
function Standing({ state }: { state: State }) {
  const words = useMessages().verify;
  if (state.kind === 'cancelled') return words.cancelled;
  if (state.kind === 'unreadable') return words.unreadable;
  if (state.kind !== 'checked') return null;
  const { ok, signer, faults } = state.report;
  const good = ok && signer?.known === true;
  return (
    <span className="verify-standing" data-kind={good ? 'good' : ok ? 'half' : 'bad'}>
      <Icon name={good ? 'check' : 'warning'} />
      {good ? words.good : ok ? words.goodUnknown : words.bad(faults.length)}
    </span>
  );
}

/** An audit pack, whoever made it, is chosen or dropped and checked in a worker against what the reader knows from elsewhere. */
export function VerifyScreen({ now, ...sources }: KnownSources & { now: () => Date }) {
  const messages = useMessages();
  const words = messages.verify;
  const known = useKnown(sources);
  const [state, setState] = useState<State>({ kind: 'waiting' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const checking = state.kind === 'checking';
  const ready = known.known(now()) !== undefined;

  async function check(file: File) {
    const wanted = known.known(now());
    if (!wanted || checking) return;
    const { name } = file;
    const { signal } = (running.current = new AbortController());
    setState({ kind: 'checking', name, doneBytes: 0, totalBytes: file.size });
    const report = await checkPack(file, {
      known: wanted,
      signal,
      onProgress: (progress) => setState({ kind: 'checking', name, ...progress }),
    }).catch(() => undefined);
    if (signal.aborted) setState({ kind: 'cancelled' });
    else setState(report ? { kind: 'checked', name, report } : { kind: 'unreadable', name });
  }

  return (
    <DropArea className="screen" onFile={(file) => void check(file)}>
      <div className="column verify">
        <p className="lead">{words.intro}</p>
        <KnownPart known={known} disabled={checking} />
        <section className="card verify-file" aria-label={words.choose}>
          <p className="verify-name">
            <Icon name="pack" />
            {'name' in state ? state.name : words.drop}
          </p>
          {state.kind === 'checking' ? (
            <span className="verify-run">
              <progress
                className="meter"
                aria-label={words.checking(state.name)}
                value={state.doneBytes}
                max={Math.max(1, state.totalBytes)}
              />
              <span className="help number">{words.progress(state.doneBytes, state.totalBytes)}</span>
              <button type="button" className="button" onClick={() => running.current?.abort()}>
                {messages.app.cancel}
              </button>
            </span>
          ) : (
            <FilePick
              label={words.choose}
              accept=".zip"
              look={'name' in state ? undefined : 'main'}
              disabled={!ready}
              onFile={(file) => void check(file)}
            >
              {'name' in state ? words.another : words.choose}
            </FilePick>
          )}
          <p role="status" className="verify-end">
            <Standing state={state} />
          </p>
        </section>
        {state.kind === 'checked' && <ReportPart name={state.name} report={state.report} />}
      </div>
    </DropArea>
  );
}
