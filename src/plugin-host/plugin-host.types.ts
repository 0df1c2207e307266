import type { Capability, Manifest } from '../plugin-api';

export type SubjectKind = 'visitor' | 'account';
/** Whom data is about. */
export interface Subject {
  kind: SubjectKind;
  id: string;
}

/** A plugin that was found; with problems it can be seen but not enabled. */
export interface FoundPlugin {
  id: string;
  /** Absolute. */
  folder: string;
  origin: 'bundled' | 'folder' | 'package';
  manifest?: Manifest;
  /** Sentences that name the file, the place in it, and the fix. */
  problems: string[];
}

/** A plugin that a workspace has enabled, with its settings opened. */
export interface EnabledPlugin {
  workspaceId: string;
  id: string;
  folder: string;
  manifest: Manifest;
  settings: Record<string, string | number | boolean>;
  /** From the manifest, or from the owner where the manifest leaves it open. */
  country: string | null;
  /** With settings filled in. */
  recipient: string | null;
  /** Hosts it may reach, settings filled in: `host:port`, `*.host:port`. */
  network: string[];
}

/** Why a call did not succeed: shown in admin, counted, never with a plugin's own words. */
export type Trouble =
  | 'start' // did not start, or its script threw
  | 'crash'
  | 'deadline'
  | 'memory'
  | 'processor'
  | 'flood'
  | 'error' // the plugin said no
  | 'answer' // what came back is not what the capability promises
  | 'host' // tried to reach a host that it did not declare
  | 'resting'; // the circuit breaker is open

/** The plugin was cut off: nobody knows what it had done by then. */
const cutOff: readonly Trouble[] = ['crash', 'deadline', 'memory', 'processor', 'flood'];

/** A call that failed. `retry`: whether another try later can help. */
export class PluginFailure extends Error {
  /** A word of the plugin's for the reason, without values: it may be kept and shown. */
  readonly code?: string;
  /** What was asked for may have happened nevertheless. */
  readonly doubtful: boolean;

  constructor(
    readonly pluginId: string,
    readonly trouble: Trouble,
    readonly retry: boolean,
    /** The plugin's own words, for an owner who presses "Test it" and for nobody's log. */
    readonly said?: string,
    { code, doubtful = false }: { code?: string; doubtful?: boolean } = {},
  ) {
    super(`${pluginId}: ${trouble}`);
    this.code = code;
    this.doubtful = doubtful || cutOff.includes(trouble);
  }
}
/** All but the plugin's name. */
export type FailureWords = ConstructorParameters<typeof PluginFailure> extends [string, ...infer Rest] ? Rest : never;

/** Why data may not leave. */
export type RefusalReason =
  | 'restricted'
  | 'objection'
  | 'no-consent'
  | 'denied-by-signal'
  | 'purpose-off' // an optional purpose that the workspace did not choose
  | 'no-subject' // personal, but nobody said about whom
  | 'undeclared-field'
  | 'unknown-field';

/** Data that may not leave, and why. Not a fault: the caller goes on without the plugin. */
export class HandOverRefused extends Error {
  constructor(
    readonly pluginId: string,
    readonly reason: RefusalReason,
    readonly field?: string,
  ) {
    super(`${pluginId}: ${reason}${field ? ` ${field}` : ''}`);
  }
}

/** The fields that a capability cannot do without: a manifest that provides it must declare them. */
export const neededFields: Partial<Record<Capability, readonly string[]>> = {
  emailSender: ['mail.recipient', 'mail.subject', 'mail.body'],
  translator: ['message.body'],
  writingAssistant: ['message.body'],
  fileStore: ['attachment.content'],
  locationEstimator: ['visitor.address'],
};
