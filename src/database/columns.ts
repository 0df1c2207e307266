import { Column, PrimaryColumn, type ColumnOptions } from 'typeorm';

/** Dates are kept as whole milliseconds since 1970, alike on both databases (`@CreateDateColumn` has no milliseconds on SQLite). */
const epoch = {
  to: (date: Date | null | undefined) => (date instanceof Date ? date.getTime() : date),
  from: (millis: number | string | null) => (millis === null || millis === undefined ? null : new Date(Number(millis))),
};

export const IdColumn = () => PrimaryColumn({ type: 'text' });
export const TextColumn = (options: ColumnOptions = {}) => Column({ type: 'text', ...options });
export const NumberColumn = (options: ColumnOptions = {}) => Column({ type: 'integer', ...options });
export const TimeColumn = (options: ColumnOptions = {}) => Column({ type: 'bigint', transformer: epoch, ...options });
export const FlagColumn = (options: ColumnOptions = {}) => Column({ type: 'boolean', default: false, ...options });
export const ListColumn = (options: ColumnOptions = {}) => Column({ type: 'simple-json', default: '[]', ...options });
