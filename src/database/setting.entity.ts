import { Entity } from 'typeorm';
import { NotHeld } from '../data-map/held-of';
import { NotPersonal } from '../data-map/personal';
import { IdColumn, TextColumn } from './columns';

/** A value that belongs to the installation as a whole. */
@Entity()
@NotHeld('settings of the server')
export class Setting {
  @IdColumn() @NotPersonal('name of a setting') name: string;
  @TextColumn() @NotPersonal('value of the installation') value: string;
}
