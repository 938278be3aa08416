import { createRoot } from 'react-dom/client';
import { ExtensionDatabase } from '../../outbox/database.ts';
import { addNotice } from '../../messages/notices.ts';
import { ReviewPanel } from '../../review/ReviewPanel.tsx';
import { strings } from '../../review/strings.ts';
import '../../review/panel.css';

// Whatever a press of a button could not do must be said, wherever it failed.
addEventListener('unhandledrejection', () => void addNotice('error', strings.actionFailed));

const root = document.getElementById('root');
if (!root) throw new Error('sidepanel/index.html lacks #root');
createRoot(root).render(<ReviewPanel db={new ExtensionDatabase()} />);
