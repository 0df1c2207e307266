export default {
  capability: 'fileStore',
  what: 'Keeps files that people send',
  privacy: { kind: 'hosting', purpose: 'conversation', basis: 'contract', fields: ['attachment.content'] },
  // Bytes travel as bytes: as text in JSON, a file would be in the plugin's memory several times over.
  ask: `
  /** One question to the vendor; says of each failure whether another try can help. */
  async function ask(method⟨: string⟩, path⟨: string⟩, request⟨: RequestInit⟩, mayBeMissing = false) {
    const headers = { authorization: \`Bearer \${settings.key}\`, ...request.headers };
    const answer = await fetch(\`\${settings.address}\${path}\`, { ...request, method, headers });
    const content = new Uint8Array(await answer.arrayBuffer());
    if (answer.ok || (mayBeMissing && answer.status === 404)) return { answer, content };
    // Too many questions, or trouble at the vendor: later it may go well. A wrong key stays wrong.
    throw new PluginError(\`The vendor answered \${answer.status}.\`, answer.status === 429 || answer.status >= 500);
  }
`,
  code: `
    fileStore: {
      async put({ key, content, type }, { signal }) {
        await ask('PUT', \`/files/\${key}\`, { body: content, headers: { 'content-type': type }, signal });
      },
      async get({ key, start, end }, { signal }) {
        const isPart = start !== undefined || end !== undefined;
        const headers = isPart ? { range: \`bytes=\${start ?? 0}-\${end ?? ''}\` } : undefined;
        const { answer, content } = await ask('GET', \`/files/\${key}\`, { headers, signal }, true);
        if (answer.status === 404) return undefined;
        // "bytes 3-5/10": the part, and the size of the whole.
        const size = Number(answer.headers.get('content-range')?.split('/')[1] ?? content.length);
        return { content, size };
      },
      async delete({ key }, { signal }) {
        await ask('DELETE', \`/files/\${key}\`, { signal }, true);
      },
      async check({ signal }) {
        await ask('GET', '/me', { signal });
      },
    },`,
  vendor: `
const files = new Map⟨<string, Buffer>⟩();
const vendor = fakeVendor(({ method, path, headers, body }) => {
  if (method === 'PUT') files.set(path, body);
  if (method === 'DELETE') files.delete(path);
  const file = files.get(path);
  if (method !== 'GET' || path === '/me') return { status: 204 };
  if (!file) return { status: 404 };
  const [, start, end] = /^bytes=(\\d+)-(\\d*)$/.exec(headers.range ?? '') ?? [];
  if (start === undefined) return { body: file };
  const part = file.subarray(Number(start), end ? Number(end) + 1 : undefined);
  const range = \`bytes \${start}-\${Number(start) + part.length - 1}/\${file.length}\`;
  return { status: 206, headers: { 'content-range': range }, body: part };
});
const { works } = vendor;
Object.assign(vendor, { works: () => (works(), files.clear()), count: () => files.size });`,
  contract: `fileStoreContract(() => plugin().fileStore, vendor);`,
  use: `plugin().fileStore.check(newCall())`,
};
