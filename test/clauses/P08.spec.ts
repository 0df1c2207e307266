import { createHmac } from 'node:crypto';
import { Translation } from '../../src/assist/translation/translation.entity';
import { Message } from '../../src/conversations/message.entity';
import { declarationOf, sourceIn } from '../../src/data-map/personal';
import { Database } from '../../src/database/database';
import { Visitor } from '../../src/visitors/visitor.entity';
import { TranslatingShop } from '../kit/translation';
import { exported, recordsIn } from '../kit/rights';
import { until } from '../kit/until';

/** Of each value about a person it is known where it came from: themselves, an agent, the software, their website, or a plugin by its name. */
describe('P8 where data comes from', () => {
  const own = TranslatingShop.open();
  const database = () => own.server.app.get(Database);
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';

  /** Property → source, of the personal values that are set in a row. */
  function sourcesIn(row: object): Record<string, string> {
    const entries = Object.entries(row).flatMap(([property, value]) => {
      const declared = declarationOf(row.constructor, property);
      const isSet = value !== null && value !== undefined && value !== '';
      return declared?.personal && isSet ? [[property, sourceIn(row as Record<string, unknown>, declared)]] : [];
    });
    return Object.fromEntries(entries) as Record<string, string>;
  }
  const visitor = async (id: string) => sourcesIn(await database().read.findOneByOrFail(Visitor, { id }));
  const signed = (claims: object) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ exp: Math.floor(Date.now() / 1000) + 3600, ...claims })}`;
    return `${body}.${createHmac('sha256', own.shop.website.identitySecret).update(body).digest('base64url')}`;
  };

  it('is said of every value, and what says more about it stands in the same row', () => {
    let values = 0;
    for (const { name, target, columns } of database().entities) {
      const properties = columns.map(({ propertyName }) => propertyName);
      for (const property of properties) {
        const declared = declarationOf(target as object, property);
        if (!declared?.personal) continue;
        values++;
        expect([name, property, declared.source]).toEqual([
          name,
          property,
          expect.stringMatching(/^(subject|agent|automatic|plugin)$/),
        ]);
        if (declared.namedBy) expect(properties).toContain(declared.namedBy);
        if (declared.sources) expect(properties).toContain(declared.sources.by);
      }
    }
    expect(values).toBeGreaterThan(40);
  });

  it('is true: what somebody tells is not there before they told it, the rest came by itself', async () => {
    await own.shop.change({ collectsBrowser: true, collectsContact: true });
    const ana = await own.shop.visitor({ headers: { 'User-Agent': firefox, 'Accept-Language': 'fr' } });
    await ana.say('Hello');
    const before = await visitor(ana.id);
    expect(before).toMatchObject({ browser: 'automatic', os: 'automatic', language: 'automatic' });
    expect(new Set(Object.values(before))).toEqual(new Set(['automatic']));
    await ana.act('visitor.update', { name: 'Ana', email: 'ana@example.org' });
    expect(await visitor(ana.id)).toEqual({ ...before, name: 'subject', email: 'subject' });
  });

  it('is the website, where that vouched for its own user', async () => {
    await own.shop.change({ collectsContact: true });
    const eva = await own.shop.visitor({ identity: signed({ sub: 'user-7', name: 'Eva', email: 'eva@example.org' }) });
    await eva.say('Hello');
    expect(await visitor(eva.id)).toMatchObject({ name: 'website', email: 'website', externalId: 'website' });
  });

  it('stands beside each value in the export', async () => {
    await own.shop.change({ collectsBrowser: true, collectsContact: true });
    const ana = await own.shop.visitor({ headers: { 'User-Agent': firefox, 'Accept-Language': 'fr' } });
    const { conversation } = await ana.say('Bonjour');
    await ana.act('visitor.update', { name: 'Ana' });
    await own.shop.answer(conversation, 'Hello');
    const files = await exported(own.server, { workspaceId: own.shop.workspaceId, kind: 'visitor', id: ana.id });
    expect(recordsIn(files, 'visitor')[0].sources).toMatchObject({
      name: 'subject',
      browser: 'automatic',
      createdAt: 'automatic',
    });
    expect(recordsIn(files, 'message').map(({ values, sources }) => [values.body, sources.body])).toEqual([
      ['Bonjour', 'subject'],
      ['Hello', 'agent'],
    ]);
    expect(files.get('csv/message.csv')!.toString()).toContain('body,body (source)');
    expect(files.get('pages/message-0001.html')!.toString()).toContain('from the team');
  });

  it('is whoever wrote a message, and the plugin that translated it', async () => {
    const ana = await own.shop.visitor({ headers: { 'Accept-Language': 'en' } });
    const { conversation, id } = await ana.say('Where is my order, please? I have waited for a week.');
    await own.looking(conversation);
    await own.shop.answer(conversation, 'Sie ist unterwegs.');
    await until('the message is translated', () => own.isTranslated(conversation, id));
    const messages = await database().read.findBy(Message, { conversationId: conversation, kind: 'reply' });
    expect(messages.map((message) => [message.from, sourcesIn(message).body]).sort()).toEqual([
      ['team', 'agent'],
      ['visitor', 'subject'],
    ]);
    const translated = await database().read.findOneByOrFail(Translation, { messageId: id, language: 'de' });
    expect(sourcesIn(translated)).toMatchObject({ body: 'plugin:translate-test' });
  });
});
