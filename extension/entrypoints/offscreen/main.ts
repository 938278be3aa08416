import { onMessage, tell } from '../../messages/messages.ts';
import { startReader } from '../../reading/reader.ts';

const reader = startReader({
  onProgress: (progress) => void tell({ kind: 'progress', ...progress }),
  onIdle: () => void tell({ kind: 'reader-idle' }),
  onBlocked: () => void tell({ kind: 'reader-blocked' }),
  onRefused: (text) => tell({ kind: 'file-refused', text }),
});
onMessage((message) => {
  if (message.kind === 'work') reader.wake();
});
reader.wake();
