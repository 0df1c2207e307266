import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DictionaryProcess } from './dictionary-process';

/** There is a dictionary for these. */
export const dictionaries = ['en', 'es', 'fr'] as const;
export type DictionaryLanguage = (typeof dictionaries)[number];

/** Asks dictionaries, which are in memory only while somebody checks their spelling, and never in the server's. */
@Injectable()
export class Speller implements OnApplicationShutdown {
  /** Milliseconds; tests make them short. A dictionary takes a second to load, on a busy machine several. */
  readonly limits = { answer: 30_000, idle: 60_000 };
  private readonly processes = new Map<DictionaryLanguage, DictionaryProcess>();

  /** The unknown ones among the words, with what could have been meant. @throws ChatError spelling.unavailable */
  async unknown(language: DictionaryLanguage, words: readonly string[]): Promise<Map<string, string[]>> {
    if (!words.length) return new Map();
    const process = this.processes.get(language) ?? new DictionaryProcess(language, this.limits);
    this.processes.set(language, process);
    return process.ask(words);
  }

  /** The process of a dictionary, if one runs. */
  pidOf(language: DictionaryLanguage): number | undefined {
    return this.processes.get(language)?.pid;
  }

  onApplicationShutdown(): void {
    for (const process of this.processes.values()) process.end();
  }
}
