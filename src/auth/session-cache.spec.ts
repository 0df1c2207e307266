import type { Agent } from '../common/access';
import { SessionCache, type SignedIn } from './session-cache';

const signedIn = (sessionId: string, id = 'ben'): SignedIn => ({
  sessionId,
  agent: { account: { id, name: id, email: '' }, workspaceId: 'w', role: 'agent' } satisfies Agent,
});

describe('SessionCache', () => {
  it('remembers for five seconds', () => {
    const cache = new SessionCache();
    cache.put(signedIn('a'), 1_000, cache.generation);
    expect(cache.get('a', 5_999)?.sessionId).toBe('a');
    expect(cache.get('a', 6_000)).toBeUndefined();
    expect(cache.get('b', 1_000)).toBeUndefined();
  });

  it('forgets what became untrue, and nothing else', () => {
    const cache = new SessionCache();
    cache.put(signedIn('a', 'ben'), 0, cache.generation);
    cache.put(signedIn('b', 'vera'), 0, cache.generation);
    cache.forget(({ agent }) => agent.account.id === 'ben');
    expect(cache.get('a', 1)).toBeUndefined();
    expect(cache.get('b', 1)).toBeDefined();
  });

  it('does not keep what was read before something became untrue', () => {
    const cache = new SessionCache();
    const { generation } = cache;
    cache.forget(() => false);
    cache.put(signedIn('a'), 0, generation);
    expect(cache.get('a', 1)).toBeUndefined();
  });
});
