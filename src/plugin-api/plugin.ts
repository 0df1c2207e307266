import type { AnalyticsSink } from './analytics-sink';
import type { CardProvider } from './card';
import type { ComposerActionProvider } from './composer-action';
import type { EmailReceiver } from './email-receiver';
import type { EmailSender } from './email-sender';
import type { EventHandler } from './event-handler';
import type { FileStore } from './file-store';
import type { LocationEstimator } from './location-estimator';
import type { PaymentProvider } from './payment-provider';
import type { PersonalDataHolder } from './personal-data-holder';
import type { ScheduledJob } from './scheduled-job';
import type { Translator } from './translator';
import type { WritingAssistant } from './writing-assistant';

/** What a plugin can do: the name in `provides`, and the interface that its factory returns under that name. */
export interface Capabilities {
  emailSender: EmailSender;
  emailReceiver: EmailReceiver;
  analyticsSink: AnalyticsSink;
  translator: Translator;
  writingAssistant: WritingAssistant;
  fileStore: FileStore;
  locationEstimator: LocationEstimator;
  paymentProvider: PaymentProvider;
  eventHandler: EventHandler;
  scheduledJob: ScheduledJob;
  cardProvider: CardProvider;
  composerAction: ComposerActionProvider;
  /** Not asked for in `provides`: whoever keeps copies of personal data answers these calls. */
  personalData: PersonalDataHolder;
}
export type Capability = keyof Capabilities;

/** What the host gives a plugin when it starts. */
export interface PluginContext<Settings = Record<string, unknown>> {
  /** What the owner typed into the form that is drawn from the manifest's `settings`. */
  readonly settings: Settings;
  /** A line in the server's log and on the plugin's page; never write personal data to it. */
  log(message: string): void;
  /** Aborts when the plugin is being stopped: end your timers and connections. */
  readonly stopping: AbortSignal;
}

/**
 * The default export of a plugin's script.
 *
 * ```ts
 * import type { PluginFactory } from 'parlour/plugin-api';
 *
 * export default (({ settings }) => ({
 *   translator: { translate: async ({ texts, to }) => callVendor(settings.url, texts, to) },
 * })) satisfies PluginFactory<{ url: string }>;
 * ```
 */
export type PluginFactory<Settings = Record<string, unknown>> = (
  context: PluginContext<Settings>,
) => Partial<Capabilities> | Promise<Partial<Capabilities>>;

/** What every call of the host says besides its arguments. */
export interface Call {
  /** The same when a call is made again after a crash: use it to do a thing only once. */
  readonly id: string;
  /** Aborts at the deadline (seconds, see `deadlines`); the host does not wait longer. */
  readonly signal: AbortSignal;
}

/**
 * Throw it to say that a call failed, and whether trying again later can help. Other errors count as worth another try. With `retry: false`
 * it is final: nothing is tried again by itself, what was refused waits for an admin.
 *
 * ```ts
 * throw new PluginError('The vendor refused these events.', false, { code: 'http-422' });
 * ```
 */
export class PluginError extends Error {
  /** A word for the reason, kept and shown where the message is not: up to 40 letters, digits, dots and hyphens, and no value. */
  readonly code?: string;
  /** It may have happened nevertheless: the vendor got all of it, and did not say what became of it. */
  readonly doubtful: boolean;

  constructor(
    message: string,
    readonly retry = false,
    { code, doubtful = false }: { code?: string; doubtful?: boolean } = {},
  ) {
    super(message);
    this.name = 'PluginError';
    this.code = code;
    this.doubtful = doubtful;
  }
}
