import type { ComposerActionProvider } from '../../src/plugin-api';
import { composerActionContract } from '../../src/plugin-api/contracts/composer-action';
import { newCall } from '../../src/plugin-api/contracts/contract';
import { hostPlugin } from '../../test/kit/plugin-harness';
import factory from './index';
import { filled, linksOf } from './lines';

const links = `Opening hours = We are open from 9 to 5: https://shop.example/hours
Track an order = https://shop.example/track/{order number}?from=chat
تتبع الطلب = https://shop.example/ar/{number}

nothing
= nothing
Empty =`;
const context = { settings: { links }, log: () => undefined, stopping: new AbortController().signal };
const plugin = () => factory(context);
const fields = { 'message.body': '1042' };

composerActionContract(() => plugin().composerAction, { fields });

describe('behind the guard of a real server', () => {
  const hosted = hostPlugin('composer-links', { settings: () => ({ links }) });

  it('is offered to owners', () => expect(hosted.problems()).toEqual([]));

  composerActionContract(() => hosted.capability('composerAction'), { fields });
});

describe('a line', () => {
  it('becomes an action, which asks for what stands in braces', () => {
    expect(linksOf(links).map(({ action }) => [action.label, action.input?.label])).toEqual([
      ['Opening hours', undefined],
      ['Track an order', 'Order number'],
      ['تتبع الطلب', 'Number'],
    ]);
  });

  it('keeps its name when others come and go, and is there once', () => {
    const [, track] = linksOf(links);
    expect(linksOf(`New = x\nTrack an order = y\nTrack an order = z`).map(({ action }) => action.id)).toContain(track.action.id);
    expect(linksOf('A = x\nA = y')).toHaveLength(1);
  });

  it('is one of twenty at most, with a short label', () => {
    expect(linksOf(Array.from({ length: 30 }, (_, index) => `Link ${index} = x`).join('\n'))).toHaveLength(20);
    expect(linksOf(`${'a'.repeat(200)} = x`)[0].action.label).toHaveLength(60);
  });
});

it.each([
  ['https://shop.example/track/{number}', '1042', 'https://shop.example/track/1042'],
  ['https://shop.example/track/{number}', '../admin?x=1#y', 'https://shop.example/track/..%2Fadmin%3Fx%3D1%23y'],
  ['https://shop.example/?q={number}&from=chat', 'a&b=c', 'https://shop.example/?q=a%26b%3Dc&from=chat'],
  ['Order {number}: https://shop.example/{number}', 'a b', 'Order a b: https://shop.example/a%20b'],
  ['https://shop.example/{number}', '\ud83d', 'https://shop.example/%EF%BF%BD'],
  ['Dear {name}', '$& $1', 'Dear $& $1'],
])('%s with %j is %s', (template, typed, expected) => expect(filled(template, typed)).toBe(expected));

it('says what is missing, and what is gone', async () => {
  const composerAction: ComposerActionProvider = plugin().composerAction;
  const [, track] = linksOf(links);
  const run = (actionId: string, input?: string) =>
    composerAction.run({ conversationId: 'c-1', actionId, input, fields: {} }, newCall());
  expect(await run(track.action.id)).toEqual({ message: 'Type the order number first.' });
  await expect(run('link-gone')).rejects.toMatchObject({ retry: false });
});
