import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Closing } from '../../common/closing';
import { EventBus } from '../../events/event-bus';
import { operatorHolder } from '../../workspaces/legal-identity.entity';
import { Notices } from './notices.service';

/** Publishes a new version as soon as a setting makes the newest one untrue. */
@Injectable()
export class NoticeNews implements OnModuleInit {
  /** Holder → the work under way, and whether there is more since it began. */
  private readonly working = new Map<string, { again: boolean }>();
  private readonly logger = new Logger('notice');

  constructor(
    private readonly events: EventBus,
    private readonly notices: Notices,
    private readonly closing: Closing,
  ) {}

  onModuleInit(): void {
    const ofWorkspace = ({ workspaceId }: { workspaceId: string }) => void this.refresh(workspaceId);
    this.events.on('website.changed', ofWorkspace);
    this.events.on('regions.changed', ofWorkspace);
    this.events.on('purposes.changed', ofWorkspace);
    const ofBoth = (event: { workspaceId: string }) => {
      ofWorkspace(event);
      void this.refresh(operatorHolder);
    };
    // How long accounts stay is the operator’s choice, and plugins get something of people with an account as well.
    this.events.on('retention.changed', ofBoth);
    this.events.on('plugin.configured', ofBoth);
    this.events.on('identity.changed', ({ holder }) => void this.refresh(holder));
  }

  /** One at a time for each: changes that come together make one version. What fails is made when somebody reads the notice. */
  private async refresh(holder: string): Promise<void> {
    const running = this.working.get(holder);
    if (running) return void (running.again = true);
    const work = { again: true };
    this.working.set(holder, work);
    try {
      while (work.again && !this.closing.closing) {
        work.again = false;
        await this.notices.current(holder);
      }
    } catch (error) {
      if (!this.closing.closing)
        this.logger.warn(
          `The notice of ${holder === operatorHolder ? 'the operator' : 'a workspace'} could not be brought up to date: ${(error as Error).name}`,
        );
    } finally {
      this.working.delete(holder);
    }
  }
}
