import { Entity, Index } from 'typeorm';
import { HeldOf } from '../../data-map/held-of';
import { NotPersonal, Personal } from '../../data-map/personal';
import { FlagColumn, IdColumn, ListColumn, TextColumn, TimeColumn } from '../../database/columns';

/** A key pair in somebody's device (WebAuthn); we hold the public half. */
@Entity()
@Index('passkey_by_account', ['accountId'])
@HeldOf('account', { by: 'accountId', erased: 'deleted' })
export class Passkey {
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('reference to an account') accountId: string;
  /** By which its device knows it; base64url. */
  @TextColumn({ unique: true }) @NotPersonal('random identifier') credentialId: string;
  /** COSE key, base64url. */
  @TextColumn() @NotPersonal('public key') publicKey: string;
  /** How often its device says that it signed; many always say 0. A count that does not rise is a copy. */
  @TimeColumn({ transformer: { to: (count: number) => count, from: Number } }) @NotPersonal('counter') counter: number;
  @ListColumn() @NotPersonal('ways to reach a kind of device') transports: string[];
  /** What the person calls it. */
  @TextColumn() @Personal({ category: 'security', subject: 'account', purpose: 'security', source: 'subject' }) name: string;
  /** Whether it is kept by a provider and on several devices. */
  @FlagColumn() @NotPersonal('kind of a device') isSynced: boolean;
  @TimeColumn() @Personal({ category: 'security', subject: 'account', purpose: 'security', source: 'automatic' }) createdAt: Date;
  @TimeColumn({ nullable: true })
  @Personal({ category: 'security', subject: 'account', purpose: 'security', source: 'automatic' })
  usedAt: Date | null;
}
