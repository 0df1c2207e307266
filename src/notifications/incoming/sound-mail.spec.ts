import type { IncomingMail } from '../../plugin-api';
import { soundMail, textOf } from './sound-mail';

const mail: IncomingMail = {
  key: '1',
  messageId: '<1@example.com>',
  references: [],
  from: { address: 'Ana@Example.com', name: 'Ana\r\nBcc: eve@example.com' },
  to: [{ address: 'support@shop.example' }],
  subject: 'Hello\u202e there',
  text: 'Hello',
  headers: { 'Auto-Submitted': 'no' },
  attachments: [],
  at: new Date(0),
};

it('takes a mail for text of bounded length', () => {
  const sound = soundMail(mail)!;
  expect(sound.from).toEqual({ address: 'ana@example.com', name: 'Ana Bcc: eve@example.com' });
  expect(sound.subject).toBe('Hello  there');
  expect(sound.headers).toEqual({ 'auto-submitted': 'no' });
  expect(soundMail({ ...mail, subject: 'x'.repeat(5000) })!.subject).toHaveLength(200);
  expect(soundMail({ ...mail, text: 'a\0b\ud800' })!.text).toBe('ab\ufffd');
});

it.each([
  { ...mail, key: '' },
  { ...mail, from: { address: 'nobody' } },
  { ...mail, from: undefined },
  { ...mail, from: { address: 'a@b@c' } },
  undefined,
])('goes on with no mail that cannot be answered', (given) => expect(soundMail(given as IncomingMail)).toBeUndefined());

it('survives a plugin that answers nonsense', () => {
  const sound = soundMail({ key: 'k', from: { address: 'a@b' }, text: 7, references: 'x', to: null, at: 'never' } as never)!;
  expect(sound).toMatchObject({ references: [], to: [], attachments: [], subject: '' });
  expect(Number.isNaN(sound.at.getTime())).toBe(false);
});

it('makes a text of a page', () => {
  expect(textOf('<style>p{}</style><p>Hello <b>Ana</b></p><p>2 &lt; 3 &amp;amp;</p><script>x</script>')).toBe(
    'Hello Ana\n2 < 3 &amp;',
  );
});
