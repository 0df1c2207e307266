import { Injectable } from '@nestjs/common';
import type { Capability } from '../../plugin-api';
import { HandOverRefused, type EnabledPlugin, type Subject } from '../plugin-host.types';
import { FieldCatalogue } from './field-catalogue';
import { Ledger } from './ledger';
import { fieldsAbout, project } from './projection';

/** Lets through exactly what a manifest declares, of persons whose choices allow it, and writes down that it did. */
@Injectable()
export class Firewall {
  constructor(
    private readonly catalogue: FieldCatalogue,
    private readonly ledger: Ledger,
  ) {}

  /**
   * @returns the declared ones among the fields; each hand-over is in the ledger by then
   * @throws HandOverRefused
   */
  async pass(
    plugin: EnabledPlugin,
    capability: Capability,
    about: Subject[],
    fields: Record<string, unknown>,
  ): Promise<Record<string, unknown>> {
    const passed = project(plugin.manifest, capability, fields, (field) => this.catalogue.isKnown(field));
    const names = Object.keys(passed);
    // Facts about nobody need no row, but what the data map calls personal is about somebody.
    if (!about.length && names.length) throw new HandOverRefused(plugin.id, 'no-subject', names[0]);
    if (!about.length) return passed;
    const people = [...new Map(about.map((subject) => [`${subject.kind}/${subject.id}`, subject])).values()];
    const known = (field: string) => this.catalogue.get(field);
    await this.ledger.enter({
      plugin,
      capability,
      about: people.map((subject) => ({ subject, fields: fieldsAbout(subject, people, names, known) })),
    });
    return passed;
  }

  /**
   * For a person's own rights (export, erasure, rectification, restriction): whatever they refused, they may be found at the
   * recipient, by what the recipient was given before and by nothing new. It is in the ledger as well.
   */
  async passRight(plugin: EnabledPlugin, subject: Subject, fields: Record<string, unknown>): Promise<Record<string, unknown>> {
    const passed = project(plugin.manifest, 'personalData', fields, (field) => this.catalogue.isKnown(field));
    const given = await this.ledger.givenBefore(plugin, subject);
    for (const field of Object.keys(passed)) if (!given.has(field)) delete passed[field];
    const about = [{ subject, fields: Object.keys(passed) }];
    await this.ledger.enter({ plugin, capability: 'personalData', about, right: true });
    return passed;
  }

  /** Those of the people whose choices allow a hand-over now. {@link pass} asks again. */
  permitted(plugin: EnabledPlugin, people: readonly Subject[]): Promise<Subject[]> {
    return people.length ? this.ledger.permitted(plugin, people) : Promise.resolve([]);
  }
}
