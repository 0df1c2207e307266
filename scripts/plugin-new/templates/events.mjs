export default {
  capability: 'eventHandler',
  what: 'Keeps a record of conversations elsewhere',
  privacy: { kind: 'partner', purpose: 'service', basis: 'legitimate-interest', fields: ['visitor.email'] },
  events: ['conversation.opened', 'conversation.closed'],
  code: `
    eventHandler: {
      async handle({ id, name, at, ids, fields }, { signal }) {
        // An event may come twice: under its id the vendor keeps it once.
        await ask('/record', { id, name, at, person: ids.visitorId, conversation: ids.conversationId, fields }, signal);
      },
    },
    // The vendor keeps copies, so people's rights reach it through these.
    personalData: {
      async export({ id }, { signal }) {
        const { records } = await ask⟨<{ records: Record<string, unknown>[] }>⟩('/export', { person: id }, signal);
        return { records };
      },
      async erase({ id }, { signal }) {
        const { erased } = await ask⟨<{ erased: number }>⟩('/erase', { person: id }, signal);
        return { erased };
      },
      async rectify({ id, fields }, { signal }) {
        const { rectified } = await ask⟨<{ rectified: number }>⟩('/rectify', { person: id, fields }, signal);
        return { rectified };
      },
      async restrict({ id, restricted }, { signal }) {
        await ask('/restrict', { person: id, restricted }, signal);
        return { restricted };
      },
    },`,
  vendor: `
const records = new Map⟨<string, { person: string; fields: object }>⟩();
const vendor = fakeVendor(({ path, json = {} }) => {
  const { id, person, fields, restricted } = json⟨ as { id: string; person: string; fields: object; restricted: boolean }⟩;
  const own = [...records].filter(([, record]) => record.person === person);
  if (path === '/record') records.set(id, { person, fields });
  if (path === '/erase') for (const [key] of own) records.delete(key);
  if (path === '/rectify') for (const [key] of own) records.set(key, { person, fields });
  return { body: { records: own.map(([, record]) => record), erased: own.length, rectified: own.length, restricted } };
});
const { works } = vendor;
const knows = ({ id, fields }⟨: { id: string; fields: object }⟩) => void records.set(\`known-\${id}\`, { person: id, fields });
Object.assign(vendor, { works: () => (works(), records.clear()), count: () => records.size });`,
  contract: `eventHandlerContract(() => plugin().eventHandler, { events, fields: { 'visitor.email': 'ana@example.com' }, vendor });
personalDataHolderContract(() => plugin().personalData, Object.assign(vendor, { knows }));`,
  contracts: ['event-handler', 'personal-data-holder'],
};
