const minute = 60;
const quarter = 15 * 60;
const hour = 3600;

/** Whose doing is counted. */
export type CountedBy = 'address' | 'account' | 'website' | 'visitor' | 'person';

export interface Limit {
  by: CountedBy;
  /** So many within `duration` seconds. */
  points: number;
  duration: number;
}

/**
 * Every limit on how often something may be done, in one place. Two more are counted where they happen: the frames of a socket
 * (`chat/token-bucket.ts`) and open sockets (`chat/socket-limits.ts`).
 */
export const limitTable = {
  /** What a widget asks of the server: `docs/protocol.md`, section 8. */
  config: { by: 'address', points: 300, duration: minute },
  token: { by: 'address', points: 30, duration: minute },
  tokensOfWebsite: { by: 'website', points: 6000, duration: minute },
  challenge: { by: 'address', points: 60, duration: minute },
  upload: { by: 'visitor', points: 20, duration: minute },
  frame: { by: 'visitor', points: 60, duration: 3 },
  /** Tries to sign in, counted before the password is looked at. An office that shares an address gets more for all its people. */
  signInAddress: { by: 'address', points: 60, duration: quarter },
  signInPerson: { by: 'person', points: 8, duration: quarter },
  /** Tries with one account from wherever it was never signed in from: who knows only its mail address uses up this one, and no other. */
  signInStrangers: { by: 'person', points: 40, duration: quarter },
  /** Tries from a device on which the account was signed in before. */
  signInDevice: { by: 'person', points: 20, duration: quarter },
  /** A provider costs money or a machine's time, a dictionary only a little of the latter. */
  writing: { by: 'account', points: 20, duration: minute },
  spelling: { by: 'account', points: 60, duration: minute },
  /** A vendor costs money, and every call is a row of the ledger. */
  insert: { by: 'account', points: 60, duration: minute },
  /** A vendor has few addresses and many notices; who guesses tokens has one and many guesses. */
  hookGuess: { by: 'address', points: 30, duration: minute },
  hookNotice: { by: 'website', points: 300, duration: minute },
  /** The form about privacy has us write a mail to whatever address somebody types. */
  formClient: { by: 'address', points: 10, duration: hour },
  formAddress: { by: 'person', points: 3, duration: hour },
  formCode: { by: 'address', points: 30, duration: hour },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limitTable;
