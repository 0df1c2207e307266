import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Settings } from '../config/settings';
import type { Keys } from './keys';
import type { SealingKey } from './sealing';

export type SealingSettings = Pick<Settings, 'DATA_DIR' | 'SEALING_KEYS'>;

/** Of the key alone, so that every node calls it the same. It tells nothing of it (SHA-256 of 256 random bits). */
const named = (key: Buffer): SealingKey => ({
  id: createHash('sha256').update('parlour sealing key').update(key).digest('base64url').slice(0, 8),
  key,
});

/**
 * The keys that seal secrets, the newest first: those of `SEALING_KEYS`, those of the file `keys/sealing` that `secrets rotate` writes,
 * and behind them the one that comes of `SECRET_KEY`, which seals as long as there is no other.
 */
export class SealingKeys {
  private readonly file: string;
  private readonly always: SealingKey[];
  private readonly given: SealingKey[];
  private stamp = '';
  private list: SealingKey[] = [];
  /** Also those that are gone from the file: what was read before a rotation can still be opened. */
  private readonly known = new Map<string, Buffer>();

  constructor(keys: Keys, { DATA_DIR, SEALING_KEYS }: SealingSettings) {
    this.file = join(DATA_DIR, 'keys', 'sealing');
    this.always = [named(keys.derive('sealing'))];
    this.known.set('v1', keys.derive('plugin settings'));
    this.given = SEALING_KEYS.map((text) => named(Buffer.from(hkdfSync('sha256', text, 'parlour', 'sealing', 32))));
    this.look();
  }

  /** The key that seals now. */
  get newest(): SealingKey {
    this.look();
    return this.list[0];
  }

  readonly find = (id: string): Buffer | undefined => {
    if (!this.known.has(id)) this.look();
    return this.known.get(id);
  };

  /** Whether the environment says which keys there are. */
  get areGiven(): boolean {
    return this.given.length > 0;
  }

  /** A new key in front of the others, unless an earlier one still waits for its rotation to end. */
  add(): void {
    const lines = this.lines();
    if (lines.length < 2) this.write([randomBytes(32).toString('base64url'), ...lines]);
    // A file of one line may be the first: what came before it comes of SECRET_KEY, and needs no line.
  }

  /** Forgets all but the newest: nothing is sealed with them any more. */
  keepNewest(): void {
    this.write(this.lines().slice(0, 1));
  }

  private look(): void {
    const stamp = this.stampOf();
    if (stamp === this.stamp) return;
    const found = this.lines().map((line) => named(Buffer.from(line, 'base64url')));
    this.list = [...this.given, ...found, ...this.always];
    for (const { id, key } of this.list) this.known.set(id, key);
    this.stamp = stamp;
  }

  private stampOf(): string {
    const stats = statSync(this.file, { throwIfNoEntry: false });
    return stats ? `${stats.ino} ${stats.mtimeMs} ${stats.size}` : 'none';
  }

  private lines(): string[] {
    if (!statSync(this.file, { throwIfNoEntry: false })) return [];
    const lines = readFileSync(this.file, 'utf8').split('\n').filter(Boolean);
    if (!lines.every((line) => /^[\w-]{43}$/.test(line)))
      throw new Error(`${this.file} is damaged: each line is a key of 43 characters. Put it back from the backup.`);
    return lines;
  }

  /** Whole or not at all, also when the power goes. */
  private write(lines: string[]): void {
    mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
    const whole = `${this.file}.new`;
    writeFileSync(whole, `${lines.join('\n')}\n`, { mode: 0o600, flush: true });
    renameSync(whole, this.file);
  }
}
