import { PluginError } from '../../src/plugin-api';
import type { Server } from './server';

/** Milliseconds: languages are added with the server's models, which happens seldom. */
const memory = 10 * 60_000;
/** The server's own names for what others call otherwise. */
const alias: Record<string, string[]> = { zh: ['zh-Hans', 'zh'], nb: ['nb', 'no'], no: ['nb', 'no'] };

/** Which languages the server has, by its names of them. */
export class Languages {
  private known?: { codes: string[]; until: number };

  constructor(private readonly server: () => Server) {}

  async list(signal: AbortSignal): Promise<string[]> {
    if (this.known && this.known.until > Date.now()) return this.known.codes;
    const answer = await this.server().ask<{ code: string }[]>('/languages', undefined, signal);
    if (!Array.isArray(answer) || !answer.every((one) => typeof one?.code === 'string')) throw this.server().strange();
    const codes = answer.map(({ code }) => code);
    this.known = { codes, until: Date.now() + memory };
    return codes;
  }

  /** @throws PluginError if the server does not have it */
  async target(language: string, signal: AbortSignal): Promise<string> {
    const found = find(await this.list(signal), language);
    if (!found) throw new PluginError(`The server has no model for ${language}.`);
    return found;
  }

  /** What the server does not have it is left to guess. */
  async source(language: string | undefined, signal: AbortSignal): Promise<string> {
    return (language && find(await this.list(signal), language)) || 'auto';
  }
}

function find(codes: string[], language: string): string | undefined {
  const base = language.split('-')[0];
  const wishes = [language, ...(alias[base] ?? []), base].map((wish) => wish.toLowerCase());
  return wishes.map((wish) => codes.find((code) => code.toLowerCase() === wish)).find(Boolean);
}
