/**
 * The worker that all tabs of this browser share: it holds the replica, talks to the relay, and signs, encrypts and checks off the
 * tabs' thread. The service worker answers for this script with a policy that names the relay of the address and nothing else.
 */
import type { FromWorker, ToWorker } from '../services/team-state.ts';
import { holdLife } from '../services/worker-line.ts';
import { createTeamHost } from './team/team-host.ts';

declare const self: EventTarget & { close(): void; navigator: Navigator };

const host = createTeamHost();
const living = holdLife(self.navigator.locks);
/** A version of the app that is being replaced may still hold the lock; two replicas on one store would use counters twice. */
self.navigator.locks.request('exhibit-team', () => host.run()).catch(host.fail);

self.addEventListener('connect', (event) => {
  const port = (event as MessageEvent).ports[0];
  if (!port) return;
  const say = (message: FromWorker) => port.postMessage(message);
  void living.then((born) => port.postMessage(born));
  const tab = host.join(say);
  port.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
    if (data.kind !== 'stop') return tab.hear(data);
    void host.stop().finally(() => self.close());
  });
  port.start();
});
