import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agentSocket } from './agent-socket';
import { startApp, type RunningApp } from './app';
import type { FrameSocket } from './frame-socket';
import { enablePlugin, writePlugin } from './plugins';
import { count, rowsOf } from './rows';
import { Shop } from './shop';

/**
 * A translator without a vendor. It says which languages it was asked for: `[pt>de] Olá`; words of the glossary are put in. Words of
 * ours make it misbehave: at "hangs" it never answers, at "crashes" its process dies, at "fails" it refuses for good, at "shortens"
 * it answers with too little, at "stumbles" it wants to be asked again, once.
 */
const script = `
let stumbled = 0;
module.exports = () => ({ translator: {
  languages: async () => [{ code: 'de' }, { code: 'pt' }, { code: 'en' }],
  async translate({ texts, from, to, glossary = [] }) {
    const all = texts.join(' ');
    if (all.includes('hangs')) await new Promise(() => {});
    if (all.includes('crashes')) process.exit(1);
    if (all.includes('fails')) throw Object.assign(new Error('no'), { retry: false });
    if (all.includes('shortens')) return { texts: [] };
    if (all.includes('stumbles') && !stumbled++) throw Object.assign(new Error('later'), { retry: true });
    const put = (text) => glossary.reduce((done, term) => done.replaceAll(term.from, term.to), text);
    return { texts: texts.map((text) => '[' + (from ?? '?') + '>' + to + '] ' + put(text)) };
  },
} });
`;

/** Puts the translator into a folder for `PLUGINS_DIR`. */
export const writeTranslator = (folder: string) =>
  writePlugin(
    folder,
    {
      id: 'translate-test',
      name: 'Test',
      provides: ['translator'],
      privacy: { recipient: 'Test vendor', country: 'DE', kind: 'translation', fields: ['message.body'] },
    },
    script,
  );

/** The owner switches translation on for the shop's website, with words of its own. */
export async function switchOn(shop: Shop, glossary = '', translates = true): Promise<void> {
  const olu = await shop.browser('Olu');
  const fields = { glossary, ...(translates && { translates: 'true' }) };
  const { status, text } = await olu.post(`/settings/translation/${shop.website.id}`, fields);
  if (status !== 303) throw new Error(`${status} ${text.slice(0, 500)}`);
}

/** A row of a translation; `body` is null while it is asked for. */
export interface StoredTranslation {
  message_id: string;
  language: string;
  body: string | null;
}

/** For the tests of a file: a server with the translator, and for each test a shop of its own in which Ben reads German, the others English. */
export class TranslatingShop {
  server!: RunningApp;
  shop!: Shop;

  static open(): TranslatingShop {
    const own = new TranslatingShop();
    const folder = mkdtempSync(join(tmpdir(), 'parlour-plugins-'));
    beforeAll(async () => {
      writeTranslator(folder);
      own.server = await startApp({ env: { PLUGINS_DIR: folder } });
    });
    afterAll(async () => {
      await own.server.stop();
      rmSync(folder, { recursive: true, force: true });
    });
    beforeEach(async () => {
      own.shop = await Shop.open(own.server, `Alder${randomUUID().slice(0, 8)}`);
      await enablePlugin(own.server, own.shop.workspaceId, 'translate-test');
      await switchOn(own.shop);
      await (await own.shop.browser('Ben')).post('/you/reading', { language: 'de' });
    });
    return own;
  }

  /** Somebody with the conversation in front of them. */
  async looking(conversation: string, person: 'Ben' | 'Olu' = 'Ben'): Promise<FrameSocket> {
    const socket = await agentSocket(await this.shop.browser(person));
    socket.send({ event: 'thread.open', data: { conversation } });
    await socket.next('presence');
    return socket;
  }

  async page(conversation: string, person: 'Ben' | 'Olu' | 'Vera' = 'Ben'): Promise<string> {
    return (await (await this.shop.browser(person)).get(`/inbox/open/${conversation}`)).text;
  }

  /** How often something was handed to the translator. */
  handOvers(): Promise<number> {
    return count(this.server, 'disclosure', 'workspace_id = ?', [this.shop.workspaceId]);
  }

  stored(conversation: string): Promise<StoredTranslation[]> {
    const sql = 'SELECT message_id, language, body FROM translation WHERE conversation_id = ? ORDER BY language';
    return rowsOf<StoredTranslation>(this.server, sql, [conversation]);
  }

  /** Whether a message has been translated. */
  async isTranslated(conversation: string, id: string): Promise<boolean> {
    return (await this.stored(conversation)).some((row) => row.message_id === id && row.body !== null);
  }
}
