import { hashOf } from './sha256';

/** What `GET /widget/v1/challenge` answers. */
export interface Challenge {
  algorithm: string;
  challenge: string;
  salt: string;
  signature: string;
  maxnumber: number;
}

/** Milliseconds of work at a time: nobody who types or scrolls notices. */
const slice = 12;
/** Between two looks at the clock. */
const few = 50;
const pause = () => new Promise((resolve) => setTimeout(resolve));

/** Finds the number whose hash with the salt is the challenge. @returns what goes along with the message */
export async function solve({ algorithm, challenge, salt, signature, maxnumber }: Challenge): Promise<string> {
  const wanted = parseInt(challenge.slice(0, 8), 16) | 0;
  for (let number = 0; number <= maxnumber;) {
    const until = performance.now() + slice;
    do {
      for (const end = number + few; number < end; number++)
        if (hashOf(salt + number, wanted) === challenge)
          return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
    } while (performance.now() < until && number <= maxnumber);
    await pause();
  }
  throw new Error('The challenge has no solution.');
}
