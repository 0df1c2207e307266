import type { ControllerConstructor } from '@hotwired/stimulus';
import { BackController } from './controllers/back_controller';
import { BubbleController } from './controllers/bubble_controller';
import { ComposerController } from './controllers/composer_controller';
import { CopyController } from './controllers/copy_controller';
import { FlashController } from './controllers/flash_controller';
import { InsertsController } from './controllers/inserts_controller';
import { InstantController } from './controllers/instant_controller';
import { ListController } from './controllers/list_controller';
import { MenuController } from './controllers/menu_controller';
import { MoreController } from './controllers/more_controller';
import { PasskeyController } from './controllers/passkey_controller';
import { PresenceController } from './controllers/presence_controller';
import { PreviewController } from './controllers/preview_controller';
import { RevealController } from './controllers/reveal_controller';
import { ShortcutsController } from './controllers/shortcuts_controller';
import { SideController } from './controllers/side_controller';
import { StatusController } from './controllers/status_controller';
import { StrengthController } from './controllers/strength_controller';
import { ThreadController } from './controllers/thread_controller';
import { TimeController } from './controllers/time_controller';
import { UploadsController } from './controllers/uploads_controller';
import { WaitingController } from './controllers/waiting_controller';
import { WritingController } from './controllers/writing_controller';

/** Every behaviour of the pages, by the name that templates use. */
export const controllers: Record<string, ControllerConstructor> = {
  back: BackController,
  bubble: BubbleController,
  composer: ComposerController,
  copy: CopyController,
  flash: FlashController,
  inserts: InsertsController,
  instant: InstantController,
  list: ListController,
  menu: MenuController,
  more: MoreController,
  passkey: PasskeyController,
  presence: PresenceController,
  preview: PreviewController,
  reveal: RevealController,
  shortcuts: ShortcutsController,
  side: SideController,
  status: StatusController,
  strength: StrengthController,
  thread: ThreadController,
  time: TimeController,
  uploads: UploadsController,
  waiting: WaitingController,
  writing: WritingController,
};
