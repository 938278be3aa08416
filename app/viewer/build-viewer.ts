import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, type Rolldown } from 'vite';

/** So that no text in the code ends the element that it stands in (HTML section 4.12.1.3). */
const inScript = (code: string) => code.replace(/<(\/script|!--)/gi, '\\x3c$1').trim();
const sourceOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * The viewer that goes into audit packs: one HTML file with its script and style inside, each allowed by its hash. The pack's own
 * scripts are allowed by `file:`, as a page from the file system has no origin that would name them. Equal sources give equal bytes.
 */
export async function buildViewer(): Promise<Uint8Array<ArrayBuffer>> {
  const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const built = (await build({
    configFile: false,
    root: here('.'),
    logLevel: 'warn',
    publicDir: false,
    plugins: [react()],
    build: {
      write: false,
      target: 'es2023',
      cssCodeSplit: false,
      rollupOptions: { input: here('main.tsx'), output: { format: 'iife', codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput;
  const codes = built.output.flatMap((part) => (part.type === 'chunk' ? [part.code] : []));
  const styles = built.output.flatMap((part) =>
    part.type === 'asset' && part.fileName.endsWith('.css') ? [String(part.source)] : [],
  );
  const [code, style] = [codes, styles].map((parts) => {
    const [only] = parts;
    if (only === undefined || parts.length > 1)
      throw new Error(`buildViewer: expected one script and one style, got ${parts.length}.`);
    return only;
  }) as [string, string];
  const script = inScript(code);
  const css = style.trim();
  const page = readFileSync(here('viewer.html'), 'utf8')
    .replace('SCRIPT_SOURCE', () => sourceOf(script))
    .replace('STYLE_SOURCE', () => sourceOf(css))
    .replace('<!-- style -->', () => `<style>${css}</style>`)
    .replace('<!-- script -->', () => `<script>${script}</script>`);
  return Uint8Array.from(Buffer.from(page, 'utf8'));
}
