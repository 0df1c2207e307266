import type { ProcessCall } from './plugin-processes';
import { answerOf } from './answers';

const check = (name: string, value: unknown, argument: unknown = {}) => {
  const [capability, method] = name.split('.') as [ProcessCall['capability'], string];
  return answerOf({ callId: 'c', capability, method, argument }, value);
};
const mail = {
  key: '1',
  messageId: '<1@a>',
  references: [],
  from: { address: 'ana@example.com' },
  to: [{ address: 'team@example.com' }],
  subject: 'Hello',
  text: 'Hello',
  headers: { 'x-a': 'b' },
  attachments: [{ name: 'a.txt', type: 'text/plain', content: Buffer.from('a') }],
  at: new Date(),
};

it.each([
  ['emailSender.send', { providerId: 'x' }],
  ['emailReceiver.fetch', [mail]],
  ['fileStore.get', undefined],
  ['fileStore.get', { content: new Uint8Array(3), size: 3 }],
  ['locationEstimator.estimate', {}],
  ['paymentProvider.checkout', { url: 'https://pay.example.com' }],
  ['paymentProvider.webhook', [{ eventId: 'e', orderId: 'o', state: 'paid' }]],
  ['cardProvider.card', { title: 'Orders', rows: [{ label: 'a', value: 'b', url: undefined }] }],
  ['writingAssistant.write', 'a piece'],
])('%s may answer %j', (name, value) => {
  expect(check(name, value)).toEqual({ value });
});

it.each([
  ['emailSender.send', undefined],
  ['emailSender.send', { providerId: 5 }],
  ['emailReceiver.fetch', { 0: mail }],
  ['emailReceiver.fetch', [{ ...mail, at: 'yesterday' }]],
  ['emailReceiver.fetch', [{ ...mail, at: new Date(NaN) }]],
  ['emailReceiver.fetch', [{ ...mail, attachments: [{ name: 'a', type: 'b', content: 'text' }] }]],
  ['fileStore.get', { content: 'text', size: 4 }],
  ['locationEstimator.estimate', { country: 'Germany' }],
  ['paymentProvider.checkout', {}],
  ['paymentProvider.checkout', { url: 'javascript:alert(1)' }],
  ['paymentProvider.checkout', { url: 'https://pay.example.com', instructions: 'x' }],
  ['paymentProvider.webhook', [{ eventId: 'e', orderId: 'o', state: 'stolen' }]],
  ['cardProvider.card', { title: 'x', rows: [{ label: 'a', value: 'b', url: 'javascript:alert(1)' }] }],
  ['cardProvider.card', { title: 'x', rows: [], buttons: Array(4).fill({ id: 'a', label: 'a' }) }],
  ['writingAssistant.write', { text: 'x' }],
  ['personalData.erase', { erased: true }],
])('%s may not answer %j', (name, value) => {
  expect(check(name, value).fault).toContain(name);
});

it('a translation has as many texts as were asked for', () => {
  const asked = { texts: ['a', 'b'] };
  expect(check('translator.translate', { texts: ['x', 'y'] }, asked).value).toEqual({ texts: ['x', 'y'] });
  expect(check('translator.translate', { texts: ['x'] }, asked).fault).toContain('1 texts came back for 2');
});

it('what was not promised is cut away, and what promises nothing answers nothing', () => {
  expect(check('emailSender.send', { providerId: 'x', debug: 'y' })).toEqual({ value: { providerId: 'x' } });
  expect(check('eventHandler.handle', { anything: 1 })).toEqual({});
});
