import { Logger } from '@nestjs/common';
import { EventBus } from './event-bus';

const event = { workspaceId: 'w', websiteId: 's' };
let bus: EventBus;
let said: string[];

beforeEach(() => {
  bus = new EventBus();
  said = [];
});
afterEach(() => jest.restoreAllMocks());

it('tells whoever listens, in the order in which they came', () => {
  bus.on('website.changed', ({ websiteId }) => void said.push(`one ${websiteId}`));
  bus.on('website.changed', ({ websiteId }) => void said.push(`two ${websiteId}`));
  bus.on('member.changed', () => void said.push('another'));
  bus.publish('website.changed', event);
  expect(said).toEqual(['one s', 'two s']);
});

it('tells nobody who stopped listening', () => {
  const stop = bus.on('website.changed', () => void said.push('one'));
  bus.on('website.changed', () => void said.push('two'));
  stop();
  bus.publish('website.changed', event);
  expect(said).toEqual(['two']);
});

it('goes on after a listener that fails, now or later', async () => {
  const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation();
  bus.on('website.changed', () => {
    throw new Error('now');
  });
  bus.on('website.changed', async () => {
    throw new Error('later');
  });
  bus.on('website.changed', () => void said.push('three'));
  bus.publish('website.changed', event);
  await new Promise(setImmediate);
  expect(said).toEqual(['three']);
  expect(logged).toHaveBeenCalledTimes(2);
});

it('hands on what is published here, and not what came from elsewhere', () => {
  bus.relay = (name) => void said.push(name);
  bus.publish('website.changed', event);
  bus.deliver('member.changed', { workspaceId: 'w', accountId: 'a' });
  expect(said).toEqual(['website.changed']);
});
