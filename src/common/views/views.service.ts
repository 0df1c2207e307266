import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { SafeString, type RuntimeOptions } from 'handlebars';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';
import { Clock } from '../clock';
import { projectFolder } from '../paths';
import { Texts } from '../texts';
import { Assets } from './assets';
import { FacePictures } from './face-pictures';
import { helpersOf } from './helpers';
import { Templates } from './templates';

/** Makes HTML (and the text of mails) from `views/`: whole pages, and partials for live updates. */
@Injectable()
export class ViewsService {
  private readonly templates: Templates;
  private readonly partialOptions: RuntimeOptions;

  constructor(@Inject(SETTINGS) settings: Pick<Settings, 'DEVELOPMENT'>, texts: Texts, clock: Clock, faces: FacePictures) {
    const assets = new Assets(settings.DEVELOPMENT);
    const helpers = helpersOf(texts, assets, () => clock.now(), faces.of);
    this.templates = new Templates(join(projectFolder, 'views'), helpers as never, settings.DEVELOPMENT);
    this.partialOptions = this.templates.partialOptions();
  }

  /** A page within its layout. */
  page(name: string, model: object): string {
    const { render, layout } = this.templates.find(name);
    if (layout === 'none') return render(model);
    return this.templates.find(`layouts/${layout}`).render({ ...model, body: new SafeString(render(model)) });
  }

  hasLayout(name: string): boolean {
    return this.templates.find(name).layout !== 'none';
  }

  /** One partial, `inbox/message` for `views/inbox/_message.hbs`: the same that the page uses. */
  partial(name: string, model: object): string {
    const render = this.templates.partials[name];
    if (!render) throw new Error(`There is no partial "${name}".`);
    return render(model, { ...this.partialOptions, data: { root: model } });
  }

  /** A mail's text; nothing is escaped, since it is no HTML. */
  text(name: `emails/${string}`, model: object): string {
    return this.templates.find(name).render(model);
  }

  /** The same mail as a page, escaped like every page; undefined if there is no `name.html.hbs`. */
  html(name: `emails/${string}`, model: object): string | undefined {
    const page = `${name}.html`;
    return this.templates.has(page) ? this.templates.find(page).render(model) : undefined;
  }
}
