import type { PipeTransform } from '@nestjs/common';
import { ChatError } from '../../common/errors';

/** A plugin's name in an address; what cannot be one is nowhere to be found. */
export class PluginIdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(value)) throw new ChatError('plugin.not_found');
    return value;
  }
}
