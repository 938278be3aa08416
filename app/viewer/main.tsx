import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/parts.css';
import './viewer.css';
import { createRoot } from 'react-dom/client';
import { EmptyState } from '../components/EmptyState.tsx';
import { checkOwn } from './check-pack.ts';
import { PackPage } from './PackPage.tsx';
import { readPack } from './read-pack.ts';
import { words } from './strings.ts';

const container = document.getElementById('root');
if (!container) throw new Error('viewer.html has an element with the id "root"');
const root = createRoot(container);
const nobody = { devices: [], heads: [], stampRoots: [], now: new Date() };

async function start() {
  const pack = await readPack(globalThis as Parameters<typeof readPack>[0]);
  if (!pack) {
    root.render(
      <main>
        <EmptyState icon="warning" title={words.noPack} hint={words.noPackHint} />
      </main>,
    );
    return;
  }
  document.title = `${words.title}: ${pack.manifest.organization}`;
  root.render(<PackPage pack={pack} own={await checkOwn(pack, nobody)} />);
}

void start();
