import { Entity, Index } from 'typeorm';
import type { Device } from '../common/client-facts';
import { HeldOf } from '../data-map/held-of';
import { NotPersonal, Personal } from '../data-map/personal';
import { IdColumn, TextColumn, TimeColumn } from '../database/columns';

/** A signed-in browser. */
@Entity()
@Index('session_by_account', ['accountId'])
@Index('session_by_expiry', ['expiresAt'])
@HeldOf('account', { by: 'accountId', erased: 'deleted' })
export class Session {
  /** SHA-256 of the cookie's value: who reads the table cannot sign in with it. */
  @IdColumn() @NotPersonal('hash of a random token') id: string;
  @TextColumn() @NotPersonal('reference to an account') accountId: string;
  /** The workspace that the browser looks at. */
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  @TimeColumn() @Personal({ category: 'security', subject: 'account', purpose: 'security', source: 'automatic' }) createdAt: Date;
  @TimeColumn() @Personal({ category: 'security', subject: 'account', purpose: 'security', source: 'automatic' }) usedAt: Date;
  @TimeColumn() @NotPersonal('time limit of a session') expiresAt: Date;
  /** When its person last showed who they are; null before this column was there. */
  @TimeColumn({ nullable: true }) @NotPersonal('time limit of a confirmation') confirmedAt: Date | null;
  /** Where somebody signed in, so coarse that they know it again and others learn little: `Firefox`, `Windows`, `PT`. */
  @TextColumn({ nullable: true })
  @Personal({ category: 'technical', subject: 'account', purpose: 'security', source: 'automatic' })
  browser: string | null;
  @TextColumn({ nullable: true })
  @Personal({ category: 'technical', subject: 'account', purpose: 'security', source: 'automatic' })
  os: string | null;
  @TextColumn({ nullable: true })
  @Personal({ category: 'technical', subject: 'account', purpose: 'security', source: 'automatic' })
  device: Device | null;
  /** Estimated offline from the first three parts of the address, which is not kept. */
  @TextColumn({ nullable: true })
  @Personal({ category: 'location', subject: 'account', purpose: 'security', source: 'automatic' })
  country: string | null;
}
