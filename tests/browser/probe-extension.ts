import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const manifest = {
  manifest_version: 3,
  name: 'Harness probe',
  version: '1.0.0',
  action: { default_title: 'Probe' },
  background: { service_worker: 'background.js' },
  permissions: ['activeTab', 'offscreen', 'sidePanel', 'storage', 'contextMenus'],
  optional_host_permissions: ['http://*/*'],
  side_panel: { default_path: 'panel.html' },
  commands: { probe: { suggested_key: { default: 'Alt+Shift+E' }, description: 'Probe' } },
};

const background = `
const note = async (what, tab) => {
  const { notes = [] } = await chrome.storage.local.get('notes');
  let bytes = 0;
  try { bytes = (await chrome.tabs.captureVisibleTab({ format: 'png' })).length; } catch {}
  await chrome.storage.local.set({ notes: [...notes, { what, url: tab?.url, bytes }] });
};
const react = (what) => (tab) => { chrome.sidePanel.open({ tabId: tab.id }); return note(what, tab); };
chrome.runtime.onInstalled.addListener(() =>
  chrome.contextMenus.create({ id: 'probe', title: 'Probe this page' }, () => void chrome.runtime.lastError));
chrome.action.onClicked.addListener(react('action'));
chrome.commands.onCommand.addListener((_name, tab) => react('command')(tab));
chrome.contextMenus.onClicked.addListener((_info, tab) => react('menu')(tab));
chrome.runtime.onMessage.addListener((message, _sender, answer) => {
  if (message.to !== 'background') return false;
  if (message.kind === 'remember') globalThis.remembered = message.value;
  if (message.kind === 'recall') answer({ value: globalThis.remembered ?? null });
  if (message.kind === 'fetch') { fetch(message.url).catch(() => undefined).then(() => answer(true)); return true; }
  if (message.kind === 'offscreen') {
    chrome.offscreen.createDocument({ url: 'offscreen.html', reasons: ['BLOBS'], justification: 'probe' })
      .then(() => answer(true));
    return true;
  }
  return false;
});
`;

const offscreen = `
chrome.runtime.onMessage.addListener((message, _sender, answer) => {
  if (message.to !== 'offscreen') return false;
  fetch(message.url).catch(() => undefined).then(() => answer(true));
  return true;
});
`;

const panel = `
document.querySelector('#ask').onclick = async () => {
  const granted = await chrome.permissions.request({ origins: ['http://127.0.0.1/*'] });
  document.querySelector('#answer').textContent = String(granted);
};
`;

/** Writes the smallest extension that has every part the harness must be able to drive. Returns its folder. */
export function writeProbeExtension(dir: string): string {
  mkdirSync(dir, { recursive: true });
  const files = {
    'manifest.json': JSON.stringify(manifest),
    'background.js': background,
    'offscreen.html': '<!doctype html><title>Offscreen</title><script src="offscreen.js"></script>',
    'offscreen.js': offscreen,
    'panel.html':
      '<!doctype html><title>Panel</title><button id="ask">Ask</button><p id="answer"></p><script src="panel.js"></script>',
    'panel.js': panel,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  return dir;
}
