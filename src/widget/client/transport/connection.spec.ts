import type { Fault } from '../protocol';
import { Connection } from './connection';
import { Refusal } from './http';
import type { Link, LinkEvents } from './link';

interface Made {
  way: 'socket' | 'poll';
  token: string;
  events: LinkEvents;
  closed: boolean;
  checked: number;
}

describe('a connection', () => {
  let made: Made[];
  let ups: number;
  let refusals: string[];
  let tryAgain: boolean;
  let token: () => Promise<string>;
  let connection: Connection;
  const last = () => made[made.length - 1];
  const ways = () => made.map(({ way }) => way);
  const settle = () => jest.advanceTimersByTimeAsync(0);
  const later = (milliseconds: number) => jest.advanceTimersByTimeAsync(milliseconds);

  const make = (way: 'socket' | 'poll') => (given: string) => (events: LinkEvents) => {
    const link: Made = { way, token: given, events, closed: false, checked: 0 };
    made.push(link);
    const real: Link = { send: () => undefined, check: () => (link.checked += 1), close: () => (link.closed = true) };
    return real;
  };

  beforeEach(async () => {
    jest.useFakeTimers();
    jest.spyOn(Math, 'random').mockReturnValue(0);
    [made, ups, refusals, tryAgain] = [[], 0, [], true];
    token = () => Promise.resolve('t1');
    connection = new Connection(
      { socket: make('socket'), poll: make('poll') },
      {
        token: () => token(),
        up: () => (ups += 1),
        frame: () => undefined,
        down: () => undefined,
        refused: ({ code }: Partial<Fault>) => {
          refusals.push(code!);
          return tryAgain;
        },
      },
    );
    connection.start();
    await settle();
  });
  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  it('opens one socket, however often it is started', async () => {
    connection.start();
    await settle();
    last().events.up();
    expect([ways(), ups, connection.up]).toEqual([['socket'], 1, true]);
  });

  it('comes back after growing pauses, and after short ones again once it settled', async () => {
    last().events.up();
    for (const wait of [1000, 2000, 4000]) {
      last().events.down();
      await later(wait - 1);
      const before = made.length;
      await later(1);
      expect(made.length).toBe(before + 1);
      last().events.up();
    }
    connection.settled();
    last().events.down();
    await later(1000);
    expect(made).toHaveLength(5);
  });

  it('polls at once when two sockets in a row could not open', async () => {
    last().events.down();
    await later(1000);
    last().events.down();
    await settle();
    expect(ways()).toEqual(['socket', 'socket', 'poll']);
  });

  it('tries a socket again when the poll fails as well: perhaps the server was away', async () => {
    last().events.down();
    await later(1000);
    last().events.down();
    await settle();
    last().events.down();
    await later(30_000);
    expect(ways()).toEqual(['socket', 'socket', 'poll', 'socket']);
  });

  it('leaves the poll for a socket as soon as one gets through', async () => {
    last().events.down();
    await later(1000);
    last().events.down();
    await settle();
    const poll = last();
    poll.events.up();
    await later(60_000);
    expect(last().way).toBe('socket');
    last().events.down();
    expect([poll.closed, connection.up]).toEqual([false, true]);
    await later(60_000);
    last().events.up();
    expect([poll.closed, connection.up, ups]).toEqual([true, true, 2]);
  });

  it('waits as long as a closing server asks', async () => {
    last().events.up();
    last().events.down({ retryAfter: 20 });
    await later(19_999);
    expect(made).toHaveLength(1);
    await later(1);
    expect(made).toHaveLength(2);
  });

  it('comes back at once when the page wakes up, and checks a link that looks alive', async () => {
    last().events.up();
    connection.wake();
    expect(last().checked).toBe(1);
    last().events.down();
    connection.wake();
    await settle();
    expect(made).toHaveLength(2);
  });

  it('gives up when it is refused for good, and hears nothing more of what it left', async () => {
    tryAgain = false;
    last().events.down({ code: 'website.foreign_origin' });
    await later(120_000);
    expect([refusals, made.length, connection.started]).toEqual([['website.foreign_origin'], 1, false]);
    made[0].events.up();
    expect(connection.up).toBe(false);
  });

  it('asks for a token until it gets one', async () => {
    connection.stop();
    token = () => Promise.reject(new Refusal({ code: 'rate.limited', message: '', retryAfter: 7 }));
    connection.start();
    await settle();
    token = () => Promise.resolve('t2');
    await later(6_999);
    expect(made).toHaveLength(1);
    await later(1);
    expect(last().token).toBe('t2');
  });
});
