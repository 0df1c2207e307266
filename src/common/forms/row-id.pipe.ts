import type { PipeTransform } from '@nestjs/common';
import { ChatError } from '../errors';

/** An identifier in an address. What cannot be one (PostgreSQL refuses some texts) is nowhere to be found, like an unknown one. */
export class RowIdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!/^[\w-]{1,64}$/.test(value)) throw new ChatError('request.not_found');
    return value;
  }
}
