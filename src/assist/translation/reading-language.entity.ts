import { Entity, PrimaryColumn } from 'typeorm';
import { HeldOf } from '../../data-map/held-of';
import { NotPersonal, Personal } from '../../data-map/personal';
import { TextColumn } from '../../database/columns';

/** What somebody of the team reads conversations in. */
@Entity()
@HeldOf('account', { by: 'accountId', erased: 'deleted' })
export class ReadingLanguage {
  @PrimaryColumn({ type: 'text' }) @NotPersonal('tenant') workspaceId: string;
  /** '' is the team as a whole: what holds for whoever chose nothing. */
  @PrimaryColumn({ type: 'text' }) @NotPersonal('reference to an account') accountId: string;
  /** BCP 47 */
  @TextColumn() @Personal({ category: 'account', subject: 'account', purpose: 'account', source: 'subject' }) language: string;
}
