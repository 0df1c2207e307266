import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { create, type HelperDelegate, type RuntimeOptions } from 'handlebars';

export type Render = (model: unknown, options?: RuntimeOptions) => string;
export interface Template {
  render: Render;
  /** Which layout goes around it: its first line says `{{!-- layout: plain --}}` (or `none`), otherwise `app`. */
  layout: string;
}

const layoutComment = /^\{\{!--\s*layout:\s*([\w-]+)\s*--\}\}\s*/;
/** Indents are for those who read the template; in HTML they are a third of a message's bytes, for every agent. */
const indentation = /\n[ \t]+/g;
/** In development changed files are looked for at most this often. */
const lookEveryMillis = 250;

/** The compiled templates of a folder, by name: `inbox/index`, partials (`_row.hbs`) as `inbox/row`. Compiled on first use. */
export class Templates {
  private readonly handlebars = create();
  private readonly templates = new Map<string, Template>();
  private readonly compileOptions: CompileOptions;
  private lookedAt = 0;
  private newest = 0;

  constructor(
    private readonly folder: string,
    helpers: Record<string, HelperDelegate>,
    private readonly watch: boolean,
  ) {
    this.handlebars.registerHelper(helpers);
    const known = Object.fromEntries(Object.keys(helpers).map((name) => [name, true]));
    this.compileOptions = { knownHelpers: known, knownHelpersOnly: true, preventIndent: true };
    this.load();
  }

  get partials(): Record<string, Render> {
    this.refresh();
    return this.handlebars.partials as Record<string, Render>;
  }

  has(name: string): boolean {
    this.refresh();
    return this.templates.has(name);
  }

  find(name: string): Template {
    this.refresh();
    const template = this.templates.get(name);
    if (!template) throw new Error(`There is no view "${name}".`);
    return template;
  }

  /**
   * What Handlebars gives to a partial that a page calls: its helpers, made ready once. Handing the same to a partial that
   * nobody calls spares it from making them ready again for each of thousands of live updates a second.
   */
  partialOptions(): RuntimeOptions {
    let given: RuntimeOptions = {};
    const catcher = (_model: unknown, options: RuntimeOptions) => ((given = options), '');
    const partials = { ...this.handlebars.partials, '@catcher': catcher };
    this.handlebars.compile('{{> @catcher}}', this.compileOptions)({}, { partials: partials as never });
    return { ...given, partials: this.handlebars.partials as never };
  }

  private load(): void {
    this.templates.clear();
    for (const file of this.files()) {
      const source = readFileSync(file, 'utf8');
      const name = relative(this.folder, file)
        .split(sep)
        .join('/')
        .replace(/\.hbs$/, '');
      // Texts of mails are plain: there is no markup to break out of, and entities would be read as they stand.
      const noEscape = name.startsWith('emails/') && !name.endsWith('.html');
      const layout = layoutComment.exec(source)?.[1] ?? 'app';
      const body = source.replace(layoutComment, '');
      const text = noEscape ? body : body.replace(indentation, '\n');
      const render = this.handlebars.compile(text, { ...this.compileOptions, noEscape }) as Render;
      if (basename(name).startsWith('_')) this.handlebars.registerPartial(name.replace(/_([^/]*)$/, '$1'), render as never);
      else this.templates.set(name, { render, layout });
    }
  }

  private refresh(): void {
    if (!this.watch || Date.now() - this.lookedAt < lookEveryMillis) return;
    this.lookedAt = Date.now();
    const newest = Math.max(0, ...this.files().map((file) => statSync(file).mtimeMs));
    if (newest > this.newest && this.newest) this.load();
    this.newest = newest;
  }

  private files(): string[] {
    return (readdirSync(this.folder, { recursive: true }) as string[])
      .filter((file) => file.endsWith('.hbs'))
      .map((file) => join(this.folder, file));
  }
}
