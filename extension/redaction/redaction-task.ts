/** What the redaction worker is asked and what it answers. */
import type { Found } from './find-in-clip.ts';
import type { RedactionWish } from './redact-clip.ts';

export type Task =
  | { kind: 'find'; clip: string }
  | { kind: 'redact'; clip: string; wish: RedactionWish }
  | { kind: 'mask'; clip: string }
  | { kind: 'sign'; clip: string };

export type Reply =
  | { kind: 'progress'; fraction: number }
  | { kind: 'found'; found: Found | undefined }
  | { kind: 'redacted'; done: boolean }
  | { kind: 'masked' }
  | { kind: 'signed' }
  | { kind: 'failed'; message: string };
