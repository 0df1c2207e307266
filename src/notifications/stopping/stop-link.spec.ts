import { newId } from '../../common/ids';
import type { Keys } from '../../common/keys';
import { StopLink } from './stop-link';

const keys = (secret: string) => ({ derive: (purpose: string) => Buffer.from(`${secret} ${purpose}`) }) as Keys;
const links = new StopLink(keys('ours'), { PUBLIC_URL: 'https://chat.example.com' });
const conversation = newId();
const tokenOf = (url: string | undefined) => url!.slice('https://chat.example.com/mail/'.length);

it('leads back to its conversation', () => {
  expect(links.of(conversation)).toMatch(/^https:\/\/chat\.example\.com\/mail\/[\w-]{54}$/);
  expect(links.read(tokenOf(links.of(conversation)))).toBe(conversation);
});

it('is nobody else’s, and of no other conversation', () => {
  const token = tokenOf(links.of(conversation));
  const other = new StopLink(keys('theirs'), { PUBLIC_URL: 'https://chat.example.com' });
  expect(other.read(token)).toBeUndefined();
  expect(links.read(newId() + token.slice(26))).toBeUndefined();
  for (const wrong of [
    '',
    conversation,
    `${conversation}-`,
    `${token}x`,
    token.slice(0, -1),
    token.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a')),
  ])
    expect(links.read(wrong)).toBeUndefined();
});

it('is none without an address that visitors can reach', () => {
  expect(new StopLink(keys('ours'), { PUBLIC_URL: undefined }).of(conversation)).toBeUndefined();
});
