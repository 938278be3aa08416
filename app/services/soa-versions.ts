import type * as Y from 'yjs';
import type { Result } from '#core/shared/result.ts';
import type { FreezeInput, FreezeRefusal, FrozenSoa } from '#core/soa/soa-version.ts';
import { freezeSoa, isIntact, labelledVersions, nextNumber } from '#core/soa/soa-version.ts';
import { addVersion, readVersions, versionMap } from '#core/workspace/soa-versions.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

/** A frozen version as a screen shows it; `intact` is false when its bytes are not those of its name. */
export type ShownVersion = FrozenSoa & { label: string; intact: boolean };

export type SoaVersions = Watchable<readonly ShownVersion[]> & {
  next(): number;
  freeze(input: Omit<FreezeInput, 'number' | 'previous'>): Promise<Result<FrozenSoa, FreezeRefusal>>;
};

/** The frozen versions of the workspace, oldest first, read from the moment on when somebody asks. Each is read and hashed once. */
export function createSoaVersions(doc: Y.Doc): SoaVersions {
  const altered = new Set<FrozenSoa>();
  let read: FrozenSoa[] = [];
  const state = createWatchable<readonly ShownVersion[]>([]);
  const publish = () =>
    state.set(
      labelledVersions(read).map((version) => ({
        ...version,
        intact: !read.some((one) => one.sha256 === version.sha256 && altered.has(one)),
      })),
    );

  function refresh() {
    const now = readVersions(doc, read);
    const fresh = now.filter((version) => !read.includes(version));
    read = now;
    publish();
    for (const version of fresh)
      void isIntact(version).then((intact) => {
        if (intact) return;
        altered.add(version);
        publish();
      });
  }
  let started = false;
  function start() {
    if (started) return;
    started = true;
    refresh();
    versionMap(doc).observe(refresh);
  }

  return {
    getState() {
      start();
      return state.getState();
    },
    subscribe(listener) {
      start();
      return state.subscribe(listener);
    },
    next() {
      start();
      return nextNumber(read);
    },
    async freeze(input) {
      start();
      const previous = labelledVersions(read).at(-1)?.sha256 ?? '';
      const frozen = await freezeSoa({
        ...input,
        number: nextNumber(read),
        previous,
      });
      if (frozen.ok) addVersion(doc, frozen.value);
      return frozen;
    },
  };
}
