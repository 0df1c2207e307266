import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import type { HeldRow } from '../held/held-rows.service';

/** How the file that a row stands for is read. */
export interface FileReader {
  nameOf(row: HeldRow): string;
  /** @throws if it cannot be had now */
  open(row: HeldRow): Promise<Readable>;
}

/** Files that hang on rows: registered by rooms, by the name of the entity, in their constructors. */
@Injectable()
export class FilesOfPersons {
  private readonly readers = new Map<string, FileReader>();

  register(entity: string, reader: FileReader): void {
    this.readers.set(entity, reader);
  }

  of(entity: string): FileReader | undefined {
    return this.readers.get(entity);
  }

  get entities(): string[] {
    return [...this.readers.keys()];
  }
}
