import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Keys } from '../common/keys';

/** Recognises addresses and mails again without keeping them: keyed, so that nobody who reads the table can try addresses. */
@Injectable()
export class AddressHash {
  private readonly key: Buffer;

  constructor(keys: Keys) {
    this.key = keys.derive('mail address');
  }

  of(workspaceId: string, text: string): string {
    return createHmac('sha256', this.key).update(`${workspaceId}\n${text.trim().toLowerCase()}`).digest('base64url');
  }
}
