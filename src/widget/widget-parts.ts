import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { publicFolder } from '../common/paths';

type Addresses = Record<'panel' | 'privacyPage' | 'proactive' | 'proof', string>;

/** The addresses of the widget's scripts that are brought when they are wanted; each changes with its content. */
@Injectable()
export class WidgetParts {
  private found?: Addresses;

  get addresses(): Addresses {
    this.found ??= JSON.parse(readFileSync(join(publicFolder, 'widget', 'manifest.json'), 'utf8')) as Addresses;
    return this.found;
  }
}
