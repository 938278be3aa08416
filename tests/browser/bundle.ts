import { build } from 'vite';

/** Bundles a TypeScript file to one script, as the browser gets it. Throws when nothing comes out. */
export async function bundle(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, rollupOptions: { input: entry, output: { codeSplitting: false } } },
  });
  const outputs = Array.isArray(result) ? result : [result];
  for (const { output } of outputs.filter((one) => 'output' in one)) {
    for (const file of output) if (file.type === 'chunk' && file.isEntry) return file.code;
  }
  throw new Error(`no script came out of ${entry}`);
}
