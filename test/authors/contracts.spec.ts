import type { Capabilities, Person } from '../../src/plugin-api';
import { analyticsSinkContract } from '../../src/plugin-api/contracts/analytics-sink';
import { cardProviderContract } from '../../src/plugin-api/contracts/card-provider';
import { composerActionContract } from '../../src/plugin-api/contracts/composer-action';
import { emailReceiverContract } from '../../src/plugin-api/contracts/email-receiver';
import { emailSenderContract } from '../../src/plugin-api/contracts/email-sender';
import { eventHandlerContract } from '../../src/plugin-api/contracts/event-handler';
import { fileStoreContract } from '../../src/plugin-api/contracts/file-store';
import { locationEstimatorContract } from '../../src/plugin-api/contracts/location-estimator';
import { paymentProviderContract } from '../../src/plugin-api/contracts/payment-provider';
import { personalDataHolderContract } from '../../src/plugin-api/contracts/personal-data-holder';
import { scheduledJobContract } from '../../src/plugin-api/contracts/scheduled-job';
import { translatorContract } from '../../src/plugin-api/contracts/translator';
import { writingAssistantContract } from '../../src/plugin-api/contracts/writing-assistant';
import { collect, failuresOf } from './collected';
import * as memory from './in-memory';

/** A sound provider passes the whole suite; each fault is found by the test that is meant for it. */
function finds<C extends object>(
  make: () => C,
  suite: (make: () => C) => void,
  faults: Record<string, [Partial<C>, RegExp]>,
): void {
  it('lets a sound one pass', async () => {
    const tests = collect(() => suite(make));
    expect(tests.length).toBeGreaterThan(2);
    expect(await failuresOf(tests)).toEqual([]);
  });

  it.each(Object.entries(faults))('finds one that %s', async (_what, [fault, found]) => {
    const failures = await failuresOf(collect(() => suite(() => ({ ...make(), ...fault }))));
    expect(failures).toContainEqual(expect.stringMatching(found));
  });
}

describe('the suite of a file store', () => {
  const { store, files } = memory.fileStore();
  const vendor = { works: () => files.clear(), count: () => files.size };
  finds<Capabilities['fileStore']>(
    () => store,
    (make) => fileStoreContract(make, vendor),
    {
      'cuts a part one byte short': [
        { get: async (file, call) => store.get({ ...file, end: file.end && file.end - 1 }, call) },
        /gives a part/,
      ],
      'throws for what is not there': [{ get: async () => Promise.reject(new Error('404')) }, /says of what is not there/],
      'does not delete': [{ delete: async () => undefined }, /deletes for good/],
      'leaves its trial behind': [{ check: async () => void files.set('trial', new Uint8Array()) }, /checks without leaving/],
      'writes after an abort': [{ put: async ({ key, content }) => void files.set(key, content) }, /puts nothing when/],
    },
  );
});

describe('the suite of a translator', () => {
  const translator = memory.translator();
  finds<Capabilities['translator']>(() => translator, translatorContract, {
    'turns the order round': [
      { translate: async (request, call) => ({ texts: (await translator.translate(request, call)).texts.reverse() }) },
      /keeps the order/,
    ],
    'loses blanks': [
      { translate: async ({ texts }) => ({ texts: texts.filter((text) => text.trim()).map((text) => `«${text}»`) }) },
      /blanks/,
    ],
    'forgets the glossary': [
      { translate: async ({ texts }) => ({ texts: texts.map((text) => text.trim() && 'Hallo') }) },
      /glossary/,
    ],
    'names a language in words': [{ languages: async () => [{ code: 'German language' }] }, /BCP 47/],
  });
});

describe('the suite of a sender of mail', () => {
  const { sender, received } = memory.emailSender();
  const vendor = { works: () => void (received.length = 0), received: () => received };
  const [send] = [sender.send];
  finds<Capabilities['emailSender']>(
    () => sender,
    (make) => emailSenderContract(make, vendor),
    {
      'sends when it is only tried': [{ check: async (call) => void (await send(memory.mail, call)) }, /checks without sending/],
      'knows ASCII only': [
        { send: (mail, call) => send({ ...mail, subject: mail.subject.replace(/[^ -~]/g, '?') }, call) },
        /any script/,
      ],
      'loses the thread': [{ send: ({ inReplyTo: _, ...mail }, call) => send(mail, call) }, /thread together/],
      'lets a header be smuggled': [
        {
          send: async (mail, call) => (
            received.push({ to: 'eve@example.com', subject: '', text: '', headers: { bcc: 'eve' } }),
            send(mail, call)
          ),
        },
        /smuggle/,
      ],
    },
  );
});

describe('the suite of a receiver of mail', () => {
  const { receiver, mailbox } = memory.emailReceiver();
  finds<Capabilities['emailReceiver']>(
    () => receiver,
    (make) => emailReceiverContract(make, mailbox),
    {
      'settles everything': [{ settle: async () => mailbox.works() }, /settles what it is told/],
      'settles nothing': [{ settle: async () => undefined }, /until it is settled/],
      'brings more than it is asked for': [{ fetch: (_query, call) => receiver.fetch({ limit: 100 }, call) }, /no more than/],
    },
  );
});

describe('the suite of a payment provider', () => {
  const provider = memory.paymentProvider();
  finds<Capabilities['paymentProvider']>(() => provider, paymentProviderContract, {
    'believes any notice': [{ webhook: async () => [] }, /refuses a notice/],
    'makes a new checkout each time': [
      { checkout: async () => ({ url: `https://pay.example/${Math.random()}` }) },
      /charges an order once/,
    ],
    'takes any amount': [{ checkout: async ({ orderId }) => ({ url: `https://pay.example/${orderId}` }) }, /refuses the amount/],
    'leads into a script': [{ portal: async () => ({ url: 'javascript:alert(1)' }) }, /page for customers/],
  });
});

describe('the suite of a handler of events', () => {
  const { handler, records } = memory.eventHandler();
  const vendor = { works: () => records.clear(), count: () => records.size };
  const suite = (make: () => Capabilities['eventHandler']) =>
    eventHandlerContract(make, { events: ['message.posted'], fields: { 'message.body': 'Hi' }, vendor });
  finds<Capabilities['eventHandler']>(() => handler, suite, {
    'does a thing twice': [{ handle: async () => void records.add(String(records.size)) }, /does a thing once/],
    'needs every field': [
      { handle: async ({ fields }) => void (fields['message.body'] as string).trim() },
      /keep every field back/,
    ],
  });
});

describe('the suite of a holder of personal data', () => {
  const { holder, vendor } = memory.personalDataHolder();
  finds<Capabilities['personalData']>(
    () => holder,
    (make) => personalDataHolderContract(make, vendor),
    {
      'erases everybody': [{ erase: async () => (vendor.works(), { erased: 2 }) }, /erases one person/],
      'erases nothing and says it did': [{ erase: async () => ({ erased: 1 }) }, /knows nothing of a stranger/],
      'tells of others': [{ export: async () => ({ records: [{ email: 'ben@example.com' }] }) }, /of nobody else/],
      'never lifts a restriction': [{ restrict: async (_person: Person) => ({ restricted: true }) }, /lifts it again/],
    },
  );
});

describe('the suite of a provider of cards', () => {
  const provider = memory.cardProvider();
  const suite = (make: () => Capabilities['cardProvider']) =>
    cardProviderContract(make, { fields: { 'visitor.email': 'ana@example.com' } });
  finds<Capabilities['cardProvider']>(() => provider, suite, {
    'links to a script': [
      { card: async () => ({ title: 'Orders', rows: [{ label: 'a', value: 'b', url: 'javascript:alert(1)' }] }) },
      /that the host can draw/,
    ],
    'has too many buttons': [
      { card: async () => ({ title: 'Orders', rows: [], buttons: [...'abcd'].map((id) => ({ id, label: id })) }) },
      /that the host can draw/,
    ],
    'takes any button': [{ press: async () => ({ message: 'Done.' }) }, /refuses a button/],
  });
});

describe('the suite of a provider of actions for the composer', () => {
  const provider = memory.composerAction();
  const suiteFor = (fields: Record<string, unknown>) => (make: () => Capabilities['composerAction']) =>
    composerActionContract(make, { fields });
  const suite = suiteFor({ 'visitor.email': 'ana@example.com', 'message.body': '1042' });
  finds<Capabilities['composerAction']>(() => provider, suite, {
    'lists two of one name': [{ list: async () => ['a', 'b'].map((label) => ({ id: 'same', label })) }, /that the host can show/],
    'lists nothing': [{ list: async () => [] }, /that the host can show/],
    'answers with a text and a sentence': [{ run: async () => ({ text: 'a', message: 'b' }) }, /a text for each action/],
    'answers with too much': [{ run: async () => ({ text: 'a'.repeat(4001) }) }, /a text for each action/],
    'answers with what was typed, and with nothing if nothing was': [
      { run: async ({ input = 'x' }: { input?: string }) => ({ text: input }) },
      /survives the input/,
    ],
    'takes any action': [{ run: async () => ({ text: 'Done.' }) }, /refuses an action/],
  });

  it('finds one that asks for a line, and does not declare it', async () => {
    const failures = await failuresOf(collect(() => suiteFor({ 'visitor.email': 'ana@example.com' })(() => provider)));
    expect(failures).toEqual([expect.stringMatching(/asks for a line only if/)]);
  });
});

describe('the other suites', () => {
  const run = async (suite: () => void) => failuresOf(collect(suite));

  it('find an estimator that knows where nowhere is', async () => {
    const estimate = async ({ address }: { address: string }) => (address ? { country: 'DE' } : {});
    expect(await run(() => locationEstimatorContract(() => ({ estimate }), { known: '81.2.69.160' }))).toContainEqual(
      expect.stringMatching(/127\.0\.0\.1/),
    );
  });

  it('find a job without a schedule', async () => {
    expect(await run(() => scheduledJobContract(() => ({ run: async () => undefined }), { schedule: undefined }))).toHaveLength(
      1,
    );
  });

  it('find an assistant that says nothing', async () => {
    const mute = { async *write() {}, check: async () => undefined };
    expect(await run(() => writingAssistantContract(() => mute))).toContainEqual(expect.stringMatching(/"improve"/));
  });

  it('find a sink that bothers its vendor with nothing', async () => {
    let received = '';
    const sink = { track: async () => void (received += 'conversation.opened'), check: async () => undefined };
    const vendor = { works: () => void (received = ''), received: () => received };
    const failures = await run(() => analyticsSinkContract(() => sink, vendor));
    expect(failures).toContainEqual(expect.stringMatching(/empty batch/));
    expect(failures).toContainEqual(expect.stringMatching(/aborted before/));
  });

  it.each([
    ['calls a refusal passing', { refuses: () => undefined }, /no use/],
    ['does not hear the abort', { hangs: () => undefined }, /is aborted already/],
  ])('find a translator that %s', async (_what, mood, found) => {
    const translate = async () => Promise.reject(Object.assign(new Error('no'), { retry: true }));
    const deaf = { ...memory.translator(), ...('refuses' in mood && { translate }) };
    expect(await run(() => translatorContract(() => deaf, { works: () => undefined, ...mood }))).toContainEqual(
      expect.stringMatching(found),
    );
  });
});
