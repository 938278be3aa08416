import { createRoot } from 'react-dom/client';
import { ExtensionDatabase } from '../../outbox/database.ts';
import { ReviewPanel } from '../../review/ReviewPanel.tsx';
import '../../review/panel.css';

const root = document.getElementById('root');
if (!root) throw new Error('sidepanel/index.html lacks #root');
createRoot(root).render(<ReviewPanel db={new ExtensionDatabase()} />);
