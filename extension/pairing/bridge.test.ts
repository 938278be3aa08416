import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startBridge } from './bridge.ts';

const origin = 'http://127.0.0.1:4101';
const settled = () => new Promise((resolve) => setTimeout(resolve, 30));

type Listener = (event: { data: unknown; source: unknown; origin: string; ports: MessagePort[] }) => void;

/** The page's window: whoever listens gets the same port, as the worlds of two content scripts do. */
function makeWindow() {
  const listeners = new Set<Listener>();
  const window = {
    addEventListener: (_type: string, listener: Listener) => void listeners.add(listener),
    removeEventListener: (_type: string, listener: Listener) => void listeners.delete(listener),
    postMessage: (data: unknown, _origin: string, ports: MessagePort[] = []) => {
      listeners.forEach((listener) => listener({ data, source: window, origin, ports }));
    },
  };
  return { window, listeners };
}

/** A background that answers every question, with a switch for what browsers do to it. */
function makeExtension() {
  const starts: { stop(): void; silent: boolean }[] = [];
  const signals = new Set<(changes: Record<string, unknown>) => void>();
  let isSilent = false;
  const runtime = {
    id: 'exhibit' as string | undefined,
    connect() {
      if (runtime.id === undefined) throw new Error('Extension context invalidated.');
      const onMessage: ((message: unknown) => void)[] = [];
      const onDisconnect: (() => void)[] = [];
      starts.push({ stop: () => onDisconnect.forEach((listener) => listener()), silent: isSilent });
      return {
        onMessage: { addListener: (listener: (message: unknown) => void) => onMessage.push(listener) },
        onDisconnect: { addListener: (listener: () => void) => onDisconnect.push(listener) },
        postMessage: (question: unknown) => {
          if (!isSilent) onMessage.forEach((listener) => listener({ answer: question }));
        },
        disconnect: () => {},
      };
    },
  };
  const local = {
    onChanged: {
      addListener: (listener: (changes: Record<string, unknown>) => void) => signals.add(listener),
    },
  };
  return {
    chrome: { runtime, storage: { local } },
    starts,
    setSilent: (silent: boolean) => (isSilent = silent),
    orphan: () => (runtime.id = undefined),
    signal: (key: string) => signals.forEach((listener) => listener({ [key]: {} })),
  };
}

describe('the bridge', () => {
  let page: ReturnType<typeof makeWindow>;
  beforeEach(() => {
    page = makeWindow();
    vi.stubGlobal('window', page.window);
    vi.stubGlobal('location', { origin });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    leaveWorld();
  });

  /** The next bridge runs in a world of its own, as after an update. */
  const leaveWorld = () => Reflect.deleteProperty(globalThis, Symbol.for('exhibit-bridge'));

  function install() {
    leaveWorld();
    const extension = makeExtension();
    vi.stubGlobal('chrome', extension.chrome);
    startBridge();
    return extension;
  }

  function openLine() {
    const { port1, port2 } = new MessageChannel();
    const heard: unknown[] = [];
    port1.onmessage = ({ data }) => heard.push(data);
    page.window.postMessage({ kind: 'exhibit-app' }, origin, [port2]);
    return { ask: (question: string) => port1.postMessage(question), heard, close: () => port1.close() };
  }

  it('starts the background again for the next question after an idle worker was stopped, unnoticed by the page', async () => {
    const extension = install();
    const line = openLine();
    await settled();
    expect(extension.starts).toHaveLength(0);
    line.ask('first');
    await settled();
    extension.starts[0]?.stop();
    await settled();
    expect(line.heard).toEqual([{ answer: 'first' }]);
    line.ask('second');
    await settled();
    expect(line.heard).toEqual([{ answer: 'first' }, { answer: 'second' }]);
    expect(extension.starts).toHaveLength(2);
    line.close();
  });

  it('says so when the worker was stopped with a question under way', async () => {
    const extension = install();
    extension.setSilent(true);
    const line = openLine();
    line.ask('first');
    await settled();
    extension.starts[0]?.stop();
    await settled();
    expect(line.heard).toEqual([{ kind: 'line-closed' }]);
    line.close();
  });

  it('leaves the page to its successor after an update', async () => {
    const before = install();
    const old = openLine();
    before.orphan();
    install();
    expect(page.listeners.size).toBe(2);
    const line = openLine();
    line.ask('hello');
    await settled();
    expect(line.heard).toEqual([{ answer: 'hello' }]);
    expect(page.listeners.size).toBe(1);
    old.ask('still there?');
    await settled();
    expect(old.heard).toEqual([{ kind: 'line-closed' }]);
    line.close();
    old.close();
  });

  it('passes on the sign for this origin alone', async () => {
    const extension = install();
    const line = openLine();
    extension.signal('changed https://other.example');
    extension.signal(`changed ${origin}`);
    await settled();
    expect(line.heard).toEqual([{ kind: 'changed' }]);
    expect(extension.starts).toHaveLength(0);
    line.close();
  });

  it('is put into the page once, and greets again when it is asked to start again', () => {
    install();
    const greetings: unknown[] = [];
    page.window.addEventListener('message', ({ data }) => greetings.push(data));
    startBridge();
    expect(greetings).toEqual([{ kind: 'exhibit-bridge' }]);
    expect(page.listeners.size).toBe(2);
  });
});
