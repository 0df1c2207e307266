import type { Browser as Chromium, BrowserContextOptions, Page } from 'playwright-core';
import type { Role } from '../../../src/common/access';
import { Database } from '../../../src/database/database';
import { Website } from '../../../src/workspaces/website.entity';
import { type RunningApp, startApp } from '../../kit/app';
import { furnish, signIn, type Team } from '../../kit/people';
import { Agent } from './agent';
import { keepPictures, launchChromium } from './chromium';
import { Site } from './site';
import { Visitor } from './visitor';

/** Milliseconds: everything that people wait for here is there in a moment, but machines of tests are busy. */
const patience = 10_000;
jest.setTimeout(3 * patience);

type Server = Pick<RunningApp, 'url' | 'stop'>;

const desk = { viewport: { width: 1440, height: 900 }, locale: 'en-GB' };

/** A server with a furnished workspace, its website, and a browser for everybody who comes on. */
export class Stage {
  team!: Team;
  site?: Site;
  private constructor(
    readonly server: Server,
    readonly chromium: Chromium,
  ) {}

  static async set(people: Record<string, Role> = { Ben: 'owner' }): Promise<Stage> {
    const app = await startApp();
    const stage = await Stage.bare(app);
    await stage.furnish(app, people);
    return stage;
  }

  /** A stage around a server in which nobody is at home yet. */
  static async bare(server: Server): Promise<Stage> {
    return new Stage(server, await launchChromium());
  }

  /** Gives the server a workspace with these people, and the workspace a website. */
  async furnish(app: RunningApp, people: Record<string, Role>, workspace = 'Alder'): Promise<void> {
    this.site?.close();
    this.team = await furnish(app, workspace, people);
    const { key } = await app.app.get(Database).read.findOneByOrFail(Website, { id: this.team.websiteId });
    this.site = await Site.open(this.server.url, key);
  }

  async strike(): Promise<void> {
    await this.chromium.close();
    this.site?.close();
    await this.server.stop();
  }

  /** Everybody leaves; what they wrote stays. With `FLOW_PICTURES` (a folder), a picture of what each saw last is kept. */
  async clear(): Promise<void> {
    if (process.env.FLOW_PICTURES) await keepPictures(this.chromium, process.env.FLOW_PICTURES);
    await Promise.all(this.chromium.contexts().map((context) => context.close()));
  }

  /** Somebody new on the website. */
  async visitor(options: BrowserContextOptions = {}, path = '/'): Promise<Visitor> {
    const page = await this.page(options);
    await page.goto(this.site!.address(path));
    return new Visitor(page);
  }

  /** Somebody of the team, signed in, with the inbox open and live. */
  async agent(name: string, options: BrowserContextOptions = {}, path = '/inbox/open'): Promise<Agent> {
    const page = await this.signedIn(name, options);
    await page.goto(this.server.url + path);
    await page.locator('#status[data-state="live"]').waitFor({ state: 'attached' });
    return new Agent(page);
  }

  /** A browser in which somebody of the team is signed in. */
  async signedIn(name: string, options: BrowserContextOptions = {}): Promise<Page> {
    const { cookies } = await signIn(this.server, this.team.people[name]!);
    const page = await this.page(options);
    await page.context().addCookies([...cookies].map(([cookie, value]) => ({ name: cookie, value, url: this.server.url })));
    return page;
  }

  /** A browser of its own. */
  async page(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.chromium.newContext({ ...desk, ...options });
    context.setDefaultTimeout(patience);
    return context.newPage();
  }
}
