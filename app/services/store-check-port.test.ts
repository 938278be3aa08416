import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { AppDatabase } from '../storage/database.ts';
import { createStoreCheckPort } from './store-check-port.ts';
import type { StoreFinding } from './store-finding.ts';
import { createWatchable } from './watchable.ts';

const day = 24 * 60 * 60_000;
const file: StoreFinding = { kind: 'file-changed', role: 'original', exhibit: 'one', title: 'Users' };
const record: StoreFinding = { kind: 'record-changed', exhibit: 'one', title: 'Users' };

// What happens by itself two seconds after the opening is no part of these stories.
beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout'] }));
afterEach(() => vi.useRealTimers());

/** A device on which the app is opened again and again; its storage is checked by what `found` says. */
function makeDevice(name: string) {
  const db = new AppDatabase(name);
  onTestFinished(() => db.delete());
  const device = {
    time: Date.UTC(2026, 4, 4, 9),
    app: 'first build',
    found: [] as StoreFinding[],
    /** Of each check: whether it read the files. */
    checks: [] as boolean[],
    open() {
      return createStoreCheckPort({
        db,
        complete: createWatchable(true),
        app: device.app,
        now: () => new Date(device.time),
        run: async ({ files }) => {
          device.checks.push(files);
          const findings = device.found.filter((one) => files || one !== file);
          return { kind: 'checked', findings, exhibits: 6 };
        },
      });
    },
    /** Opens the app and waits until it has checked what is due. */
    async opened() {
      const port = device.open();
      device.time += 1_000;
      await port.checkDue();
      return port;
    },
  };
  return device;
}

it('reads all files when the app opens for the first time, after a day and after an update, and not in between', async () => {
  const device = makeDevice('store-check-due');
  await device.opened();
  await device.opened();
  device.time += day - 10_000;
  await device.opened();
  device.time += 10_000;
  await device.opened();
  await device.opened();
  device.app = 'second build';
  await device.opened();
  await device.opened();
  expect(device.checks).toEqual([true, false, false, true, false, true, false]);
});

it('tells when all files were read last, whoever opened the app since, and how many records were checked now', async () => {
  const device = makeDevice('store-check-last');
  await device.opened();
  const at = new Date(device.time);
  device.time += day / 2;
  const port = await device.opened();
  expect(port.last.getState()).toEqual({ at, exhibits: 6 });
});

it('reads all files again while one is wrong, so that it is named at each opening, and until it is mended', async () => {
  const device = makeDevice('store-check-wrong');
  device.found = [file, record];
  expect((await device.opened()).findings.getState()).toEqual([file, record]);
  expect((await device.opened()).findings.getState()).toEqual([file, record]);
  device.found = [];
  expect((await device.opened()).findings.getState()).toEqual([]);
  device.found = [record];
  expect((await device.opened()).findings.getState()).toEqual([record]);
  expect(device.checks).toEqual([true, true, true, false]);
});

it('reads all files once where two tabs open at once, and again when somebody asks', async () => {
  const device = makeDevice('store-check-asked');
  const tabs = [device.open(), device.open()];
  await Promise.all(tabs.map((tab) => tab.checkDue()));
  expect(device.checks).toEqual([true, false]);
  expect(await tabs[0]?.checkNow()).toBe(true);
  expect(device.checks).toEqual([true, false, true]);
});

it('does not take a clock that was set back for a check of today', async () => {
  const device = makeDevice('store-check-clock');
  await device.opened();
  device.time -= 30 * day;
  await device.opened();
  expect(device.checks).toEqual([true, true]);
});
