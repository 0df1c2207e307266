export default {
  capability: 'translator',
  what: 'Translates messages',
  privacy: { kind: 'translation', purpose: 'service', basis: 'legitimate-interest', fields: ['message.body'] },
  code: `
    translator: {
      async translate({ texts, from, to, glossary }, { signal }) {
        // What is blank stays as it is: no vendor needs to see it.
        const wanted = texts.filter((text) => text.trim());
        if (!wanted.length) return { texts };
        const answer = await ask⟨<{ texts: string[] }>⟩('/translate', { texts: wanted, from, to, glossary }, signal);
        const translated = [...answer.texts];
        return { texts: texts.map((text) => (text.trim() ? (translated.shift() ?? '') : text)) };
      },
      async languages({ signal }) {
        const { languages } = await ask⟨<{ languages: string[] }>⟩('/languages', {}, signal);
        return languages.map((code) => ({ code }));
      },
    },`,
  answer: `path === '/languages' ? { languages: ['de', 'en'] } : { texts: (json?.texts⟨ as string[]⟩).map((text) => \`«\${text}»\`) }`,
  contract: `translatorContract(() => plugin().translator, vendor);`,
  use: `plugin().translator.translate({ texts: ['Hello'], to: 'de' }, newCall())`,
};
