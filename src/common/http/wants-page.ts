import type { Request } from 'express';

const machineDoors = /^\/(widget|healthz|readyz|metrics)(\/|$)/;

/** Whether an answer is read by a person in a browser, and so should be a page, or by a program. */
export function wantsPage(request: Request): boolean {
  if (machineDoors.test(request.path)) return false;
  const accepted = request.headers.accept ?? '';
  if (accepted.includes('text/html')) return true;
  if (accepted.includes('json')) return false;
  return ['GET', 'HEAD'].includes(request.method) || Boolean(request.is('urlencoded'));
}
