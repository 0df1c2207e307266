import { Entity, PrimaryColumn } from 'typeorm';
import { EndsByItself } from '../data-map/ages';
import { HeldOf } from '../data-map/held-of';
import { NotPersonal, Personal } from '../data-map/personal';
import { ListColumn, FlagColumn, TextColumn, TimeColumn } from '../database/columns';

/** Somebody's data is stored only (Art. 18 GDPR), or not used for some purposes (Art. 21). No row: no limits. */
@Entity()
@HeldOf('visitor', { by: 'subjectId', where: { subjectKind: 'visitor' }, erased: 'deleted' })
@HeldOf('account', { by: 'subjectId', where: { subjectKind: 'account' }, erased: 'deleted' })
@EndsByItself('the person lifts it: to be honoured, it has to be remembered')
export class Restriction {
  @PrimaryColumn({ type: 'text' }) @NotPersonal('reference to a person') subjectId: string;
  /** Whoever works for two businesses has a standing with each. */
  @PrimaryColumn({ type: 'text' }) @NotPersonal('tenant') workspaceId: string;
  @TextColumn() @NotPersonal('kind of a person') subjectKind: 'visitor' | 'account';
  @FlagColumn()
  @Personal({ category: 'activity', subject: 'visitor', purpose: 'service', source: 'subject' })
  restricted: boolean;
  /** Purposes that the person objected to. */
  @ListColumn()
  @Personal({ category: 'activity', subject: 'visitor', purpose: 'service', source: 'subject' })
  objections: string[];
  @TimeColumn() @NotPersonal('time of a request') at: Date;
}
