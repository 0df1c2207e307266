import { Controller, Get, Param, Render } from '@nestjs/common';
import { Public } from '../common/access';
import { ChatError } from '../common/errors';
import { Texts } from '../common/texts';
import { DemoService } from './demo.service';
import { pathOf, products } from './products';

/** A company's website, such as the widget stands on. */
@Controller('demo')
@Public('A sample shop, which anybody may look at; only served with --demo.')
export class ShopController {
  constructor(
    private readonly demo: DemoService,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Render('demo/shop')
  async catalogue() {
    const shown = products.map((product) => ({ ...product, path: pathOf(product) }));
    return { title: this.texts.t('en', 'demo.name'), products: shown, ...(await this.widget()) };
  }

  @Get(':slug')
  @Render('demo/product')
  async product(@Param('slug') slug: string) {
    const product = products.find((one) => one.slug === slug);
    if (!product) throw new ChatError('request.not_found');
    return { title: `${product.name} · ${this.texts.t('en', 'demo.name')}`, product, ...(await this.widget()) };
  }

  private async widget() {
    return { snippetSrc: '/widget.js', key: await this.demo.websiteKey() };
  }
}
