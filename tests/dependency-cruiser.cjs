// The directions of the house: core <- models <- extension | app; extension and app never meet; nothing imports tests.
// Inside the app: features -> services -> storage. Inside core: shared, catalogue <- crypto <- evidence, members,
// recognition <- seal, soa, risks, improvement <- workspace, handover, pack, exchange; sync stands on crypto and members.
const room = (name) => `^${name}/`;
const rooms = (...names) => `^(${names.join('|')})/`;
const core = (...names) => `^core/(${names.join('|')})/`;
// A test beside its unit may use the fixtures and everything else it needs.
const withoutTests = { pathNot: '\\.test\\.tsx?$' };
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const layers = [
  ['shared', 'catalogue'],
  ['crypto', 'merkle'],
  ['evidence', 'members', 'recognition'],
  ['redaction', 'files', 'typeset'],
  ['seal', 'remains', 'timestamp', 'sampling', 'soa', 'risks', 'improvement', 'reply'],
  ['signing'],
  ['workspace', 'handover', 'pack', 'exchange', 'sync'],
  ['verify'],
];
const upward = layers.slice(0, -1).map((names, layer) => {
  const above = layers.slice(layer + 1).flat();
  return rule(
    `core-layer-${layer + 1}`,
    `core's ${names.join(', ')} know nothing of ${above.join(', ')}.`,
    { path: core(...names), ...withoutTests },
    { path: core(...above) },
  );
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    rule(
      'no-cycle',
      'A cycle means a noun is missing: find its name, give it a file.',
      {},
      { circular: true },
    ),
    rule('unresolved', 'An import that resolves to nothing.', {}, { couldNotResolve: true }),
    rule(
      'core-stands-alone',
      'core imports no other room.',
      { path: room('core'), ...withoutTests },
      { path: rooms('models', 'extension', 'app', 'tests', 'tools') },
    ),
    rule(
      'models-on-core',
      'models imports core only.',
      { path: room('models'), ...withoutTests },
      { path: rooms('extension', 'app', 'tests', 'tools') },
    ),
    rule(
      'extension-without-app',
      'Extension and app meet only in core/handover.',
      { path: room('extension'), ...withoutTests },
      { path: rooms('app', 'tests', 'tools') },
    ),
    rule(
      'app-without-extension',
      'Extension and app meet only in core/handover.',
      { path: room('app'), ...withoutTests },
      { path: rooms('extension', 'tests', 'tools') },
    ),
    ...upward,
    rule(
      'sync-moves-bytes',
      'sync stands on crypto and members alone and moves bytes it need not understand.',
      { path: core('sync'), ...withoutTests },
      { path: '^core/(?!sync|crypto|members|shared)' },
    ),
    rule(
      'storage-is-lowest',
      "The app's storage knows neither services nor screens.",
      { path: '^app/storage/' },
      { path: '^app/(services|features|components)/' },
    ),
    rule(
      'services-show-nothing',
      "The app's services know no screen.",
      { path: '^app/services/' },
      { path: '^app/(features|components)/' },
    ),
    rule(
      'features-by-services',
      'Screens reach storage through services.',
      { path: '^app/(features|components)/', ...withoutTests },
      { path: '^app/storage/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'components-only-show',
      'Shared parts show what they are given.',
      { path: '^app/components/' },
      { path: '^app/(services|features)/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'consoles-know-core-types',
      'A console file imports core types only.',
      { path: '^extension/consoles/' },
      { path: '^(models|extension/(?!consoles))' },
    ),
    rule(
      'entrypoints-are-doors',
      'Nothing imports an entrypoint.',
      { path: '^extension/(?!entrypoints)' },
      { path: '^extension/entrypoints/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(\\.output|\\.wxt|dist|\\.modules)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
