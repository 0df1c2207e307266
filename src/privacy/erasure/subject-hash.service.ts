import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Keys } from '../../common/keys';
import type { Person } from '../privacy.types';

/** Recognises a person who was erased, under a key that only this installation has: nobody else learns anything from it. */
@Injectable()
export class SubjectHash {
  private readonly key: Buffer;

  constructor(keys: Keys) {
    this.key = keys.derive('erased subject');
  }

  of({ kind, id }: Pick<Person, 'kind' | 'id'>): string {
    return createHmac('sha256', this.key).update(`${kind}\n${id}`).digest('base64url');
  }
}
