import { createRoot } from 'react-dom/client';
import { ExtensionDatabase } from '../../outbox/database.ts';
import { RedactScreen } from '../../redaction/RedactScreen.tsx';
import '../../review/panel.css';
import '../../redaction/redact.css';

const root = document.getElementById('root');
if (!root) throw new Error('redact/index.html lacks #root');
const id = new URLSearchParams(location.search).get('clip') ?? '';
createRoot(root).render(<RedactScreen db={new ExtensionDatabase()} id={id} />);
