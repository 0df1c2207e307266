import { newId } from '../common/ids';
import { Keys } from '../common/keys';
import type { Settings } from '../config/settings';
import { ReplyAddress } from './reply-address';

const addressesOf = (SECRET_KEY: string) => new ReplyAddress(new Keys({ SECRET_KEY } as Settings));
const addresses = addressesOf('k'.repeat(32));
const [workspace, conversation] = [newId(), newId()];
const made = addresses.make('support@shop.example', workspace, conversation);

it('is an address, short enough, that leads back to its conversation', () => {
  expect(made).toMatch(/^support\+[0-9a-z]{42}@shop\.example$/);
  expect(addresses.read(workspace, ['other@shop.example', made])).toBe(conversation);
});

it('may be written in capitals', () => {
  expect(addresses.read(workspace, [made.toUpperCase()])).toBe(conversation);
});

it('is believed only as it was made: not with one character other than before', () => {
  const start = 'support+'.length;
  for (let index = start; index < start + 42; index++) {
    const other = made[index] === 'b' ? 'c' : 'b';
    expect(addresses.read(workspace, [made.slice(0, index) + other + made.slice(index + 1)])).toBeUndefined();
  }
});

it('is nothing in another workspace, and nothing to a server with another key', () => {
  expect(addresses.read(newId(), [made])).toBeUndefined();
  expect(addressesOf('o'.repeat(32)).read(workspace, [made])).toBeUndefined();
});

it.each(['', '@', 'support', 'support@shop.example', `+${'a'.repeat(42)}@shop.example`, `a+${'\u00e9'.repeat(42)}@b`])(
  '%j leads nowhere',
  (address) => expect(addresses.read(workspace, [address])).toBeUndefined(),
);

it('stays plain where there is no room for more', () => {
  const long = `${'a'.repeat(30)}@shop.example`;
  expect(addresses.make(long, workspace, conversation)).toBe(long);
  expect(addresses.make('broken', workspace, conversation)).toBe('broken');
});
