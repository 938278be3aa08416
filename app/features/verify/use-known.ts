import { useState } from 'react';
import { pemBlocks } from '#core/crypto/pem.ts';
import { parseKnownLines, type LostDevice } from '#core/verify/known-line.ts';
import type { Known } from '#core/verify/verification.ts';
import { useWatchable } from '../../components/use-watchable.ts';
import type { DevicePort } from '../../services/device-port.ts';
import type { SealsPort } from '../../services/seals-port.ts';
import type { StampsPort } from '../../services/stamps-port.ts';

export type KnownSources = { device: DevicePort; seals: SealsPort; stamps: StampsPort };

/** Keys, lost devices and roots that this workspace knows; a lost device's key is not among the keys. */
function useOwnKnown({ device, seals, stamps }: KnownSources) {
  // Shown in groups of capitals; packs have it as it is.
  const fingerprint = useWatchable(device.fingerprint)?.replaceAll(/\s/g, '').toLowerCase();
  const devices = (useWatchable(seals.seals)?.devices ?? []).map((each) => each.device);
  const lost = devices.flatMap(({ fingerprint: key, revocation }): LostDevice[] =>
    revocation ? [{ device: key, from: revocation.from, lastSeal: revocation.lastSeal }] : [],
  );
  const kept = devices.filter(({ revocation }) => !revocation).map((each) => each.fingerprint);
  return {
    devices: [...new Set([...(fingerprint === undefined ? [] : [fingerprint]), ...kept])],
    lost,
    stampRoots: useWatchable(stamps.authorities).flatMap(({ rootPem }) => pemBlocks(rootPem, 'CERTIFICATE')),
  };
}

/** What the reader holds a pack to: the workspace's own keys unless left out, and what was typed. */
export function useKnown(sources: KnownSources) {
  const own = useOwnKnown(sources);
  const hasOwn = own.devices.length > 0;
  const [withOwn, setWithOwn] = useState(true);
  const [lines, setLines] = useState('');
  const [roots, setRoots] = useState('');
  const typed = parseKnownLines(lines.split('\n'));
  const typedRoots = pemBlocks(roots, 'CERTIFICATE');
  const base = hasOwn && withOwn ? own : { devices: [], lost: [], stampRoots: [] };
  /** Undefined while something typed cannot be read. */
  const known = (now: Date): Known | undefined =>
    typed.ok && (roots.trim() === '' || typedRoots.length > 0)
      ? {
          devices: [...base.devices, ...typed.value.devices],
          heads: typed.value.heads,
          lost: [...base.lost, ...typed.value.lost],
          stampRoots: [...base.stampRoots, ...typedRoots],
          auditedRoots: typed.value.auditedRoots,
          now,
        }
      : undefined;
  return {
    own,
    hasOwn,
    withOwn,
    setWithOwn,
    lines,
    setLines,
    wrongLine: typed.ok ? undefined : typed.error.line,
    roots,
    setRoots,
    wrongRoots: roots.trim() !== '' && typedRoots.length === 0,
    known,
  };
}
