import type { Breach } from './breach.entity';

/** Milliseconds between knowing of a breach and telling the authority (Art. 33(1) GDPR). */
export const authorityMillis = 72 * 60 * 60 * 1000;

type Facts = Pick<Breach, 'role' | 'risk' | 'reason' | 'discoveredAt' | 'authorityToldAt' | 'peopleToldAt' | 'controllersToldAt'>;

/**
 * What has to happen next, and until when. A controller tells the authority within 72 hours unless nobody comes to harm, which it
 * explains; where the harm may be great, also the people, without delay. A processor tells the controllers, without delay.
 */
export interface BreachClock {
  next: 'assess' | 'controllers' | 'authority' | 'explain' | 'people' | 'nothing';
  /** Undefined where there is no number of hours: then it is at once. */
  until?: Date;
  late: boolean;
}

export function clockOf(breach: Facts, now: Date): BreachClock {
  const until = new Date(breach.discoveredAt.getTime() + authorityMillis);
  const late = now > until;
  if (breach.role === 'processor') return breach.controllersToldAt ? settled : { next: 'controllers', late };
  if (breach.risk === 'unknown') return { next: 'assess', until, late };
  if (breach.risk === 'none') return breach.reason.trim() ? settled : { next: 'explain', until, late };
  if (!breach.authorityToldAt) return { next: 'authority', until, late };
  // Whoever told the authority later than that says why (Art. 33(1), second sentence).
  if (breach.authorityToldAt > until && !breach.reason.trim()) return { next: 'explain', late: true };
  if (breach.risk === 'high' && !breach.peopleToldAt) return { next: 'people', late };
  return settled;
}

const settled: BreachClock = { next: 'nothing', late: false };
