import { expect, it } from 'vitest';
import { initialScripts } from './initial-size.ts';

const dist: Readonly<Record<string, string>> = {
  'index.html':
    '<script type="module" src="/assets/index-a.js"></script><link rel="modulepreload" href="/assets/react-b.js">',
  'assets/index-a.js':
    'import{x}from"./shared-c.js";import"./side-d.js";const later=()=>import("./heavy-e.js");',
  'assets/react-b.js': 'export const r=1;',
  'assets/shared-c.js': 'export*from"./react-b.js";',
  'assets/side-d.js': '',
  'assets/heavy-e.js': 'the model',
};

it('follows static imports and leaves out what loads on demand', () => {
  expect(initialScripts((path) => dist[path] ?? '')).toEqual([
    'assets/index-a.js',
    'assets/react-b.js',
    'assets/shared-c.js',
    'assets/side-d.js',
  ]);
});
