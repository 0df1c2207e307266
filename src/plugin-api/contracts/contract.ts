import { randomUUID } from 'node:crypto';
import type { Call } from '../plugin';

/** Gives the capability under test, anew for each test or always the same one. */
export type Make<Capability> = () => Capability | Promise<Capability>;

/**
 * What a suite asks of the vendor's fake, to see how the plugin takes trouble. Each mood holds until the next test.
 * Without a vendor (a plugin that calls nobody) leave all of it out.
 */
export interface Moods {
  /** Before each test: it works as documented. */
  works(): void | Promise<void>;
  /** It says no for good: the key is wrong (HTTP 401 and the like). */
  refuses?(): void | Promise<void>;
  /** It is in trouble and will be well again (HTTP 503 and the like). */
  fails?(): void | Promise<void>;
  /** It takes the question and does not answer. */
  hangs?(): void | Promise<void>;
}

/** A call as the host makes it. */
export const newCall = (signal: AbortSignal = new AbortController().signal, id: string = randomUUID()): Call => ({ id, signal });

/** What went wrong; a call that went well is a failure of the test. */
export async function failureOf(work: Promise<unknown>): Promise<Error & { retry?: boolean }> {
  const nothing = Symbol('nothing');
  const failure = await work.then(
    () => nothing,
    (error: unknown) => error,
  );
  if (failure === nothing) throw new Error('It succeeded, where it should have failed.');
  // Not `instanceof Error`: a test runner has errors of its own beside those of Node.
  expect(failure).toMatchObject({ message: expect.any(String) });
  return failure as Error & { retry?: boolean };
}

/**
 * How any capability takes trouble: refusals are final, failures worth another try, and an abort is heard.
 *
 * @param work one call to the vendor
 */
export function describeMoods<Capability>(
  make: Make<Capability>,
  moods: Moods | undefined,
  work: (capability: Capability, call: Call) => Promise<unknown>,
): void {
  if (!moods) return;
  const { refuses, fails, hangs } = moods;
  if (refuses)
    it('says that trying again is of no use, if the vendor refuses', async () => {
      await refuses.call(moods);
      const failure = await failureOf(work(await make(), newCall()));
      expect(failure.retry).toBe(false);
      expect(failure.message).not.toBe('');
    });
  if (fails)
    it('is worth another try, if the vendor is in trouble', async () => {
      await fails.call(moods);
      const failure = await failureOf(work(await make(), newCall()));
      expect(failure.retry).not.toBe(false);
      expect(failure.message).not.toBe('');
    });
  if (hangs)
    it('ends at the abort, if the vendor does not answer', async () => {
      await hangs.call(moods);
      const stop = new AbortController();
      const failure = failureOf(work(await make(), newCall(stop.signal)));
      setTimeout(() => stop.abort(), 50);
      expect((await beforeLong(failure)).retry).not.toBe(false);
    }, 10_000);
  if (hangs)
    it('does not begin what is aborted already', async () => {
      await hangs.call(moods);
      await beforeLong(failureOf(work(await make(), newCall(AbortSignal.abort()))));
    }, 10_000);
}

/** Milliseconds in which a call that was aborted has to end. */
const patience = 5_000;

/** Says what to do, where a test that only runs out of time would not. */
async function beforeLong<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const words =
    'It was aborted and did not end. Pass the `signal` of the call on to whatever it waits for: fetch(url, { signal }).';
  const tooLong = new Promise<never>((_, fail) => (timer = setTimeout(() => fail(new Error(words)), patience)));
  return Promise.race([work, tooLong]).finally(() => clearTimeout(timer));
}

/** Brings the vendor back before each test of the suite. */
export function wellAgain(moods: Moods | undefined): void {
  if (moods) beforeEach(() => moods.works());
}

/** Text that is more than ASCII: accents, another direction, signs outside the basic plane, a sign of several code points. */
export const manyTongues = 'Grüße, où est ma commande ? أين طلبي؟ 注文はどこ 🧵👩‍👩‍👧';
