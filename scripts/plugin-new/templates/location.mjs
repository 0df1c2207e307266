export default {
  capability: 'locationEstimator',
  what: 'Estimates the country of an address without asking anybody',
  privacy: { recipient: null, kind: 'hosting', purpose: 'service', basis: 'legitimate-interest', fields: ['visitor.address'] },
  offline: true,
  code: `
    locationEstimator: {
      async estimate({ address }) {
        const country = ranges.find(([start]) => address.startsWith(start))?.[1];
        return country ? { country } : {};
      },
    },`,
  helpers: `
/** Beginnings of addresses, and whose they are. A real table has its own file, which is bundled with the script. */
const ranges = [
  ['81.2.69.', 'GB'],
  ['203.0.113.', 'DE'],
]⟨ as const⟩;
`,
  contract: `locationEstimatorContract(() => plugin().locationEstimator, { known: '81.2.69.160' });`,
};
