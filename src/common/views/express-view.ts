import type { ViewsService } from './views.service';

type Done = (error: unknown, html?: string) => void;
interface PageModel {
  /** What the layout around a page needs; asked for only when a page is drawn, so that other answers do not pay for it. */
  shell?: () => Promise<object>;
}

/** Lets Express (`@Render`, `response.render`) draw our views without looking for files on each request. */
export const expressView = (views: ViewsService) =>
  class ExpressView {
    readonly path: string;

    constructor(private readonly name: string) {
      this.path = name;
    }

    render(model: PageModel, done: Done): void {
      this.draw(model).then(
        (html) => done(undefined, html),
        (error: unknown) => done(error),
      );
    }

    private async draw(model: PageModel): Promise<string> {
      const shell = views.hasLayout(this.name) ? await model.shell?.() : undefined;
      return views.page(this.name, { ...shell, ...model });
    }
  };
