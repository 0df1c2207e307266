const [major, minor] = process.versions.node.split('.').map(Number);

/** Node's own words for what is missing in an old version would be a syntax error somewhere deep. */
export function requireNode() {
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Parlour needs Node 20.19 or later; this is ${process.versions.node}. Get a newer one at https://nodejs.org.`);
  process.exit(1);
}
