import { Injectable, type OnModuleInit } from '@nestjs/common';
import { StorageRegistry, type StoredThing } from '../../consent/cookies/storage-registry.service';
import { ConsentNeeds, type ConsentNeed } from '../../consent/questions/consent-needs.service';
import { OptionalPurposes, optionalPurposes } from '../../privacy/optional-purposes.service';
import { EnablementsService } from '../enablement/enablements.service';
import { consentNeedOf } from './consent-need';
import { FieldCatalogue } from './field-catalogue';
import { neededConsent } from './hand-over-rules';

/** Tells the room of consent what the enabled plugins need it for, and which cookies they declare. */
@Injectable()
export class ConsentTerms implements OnModuleInit {
  constructor(
    private readonly enablements: EnablementsService,
    private readonly purposes: OptionalPurposes,
    private readonly fields: FieldCatalogue,
    private readonly needs: ConsentNeeds,
    private readonly storage: StorageRegistry,
  ) {}

  onModuleInit(): void {
    this.needs.register((workspaceId) => this.of(workspaceId));
    this.storage.register((workspaceId) => this.cookiesOf(workspaceId));
  }

  private async of(workspaceId: string): Promise<ConsentNeed[]> {
    const needs = (await this.enablements.of(workspaceId)).flatMap((plugin) => consentNeedOf(plugin) ?? []);
    const isOptional = (purpose: string) => optionalPurposes.some((optional) => optional === purpose);
    // For a purpose that the workspace did not choose nothing leaves, whatever anybody agrees to.
    const chosen = needs.some(({ purpose }) => isOptional(purpose)) ? await this.purposes.of(workspaceId) : new Set<string>();
    const used = needs.filter(({ purpose }) => !isOptional(purpose) || chosen.has(purpose));
    return used.map((need) => ({ ...need, of: this.whose(need.fields) }));
  }

  private async cookiesOf(workspaceId: string): Promise<StoredThing[]> {
    return (await this.enablements.of(workspaceId)).flatMap(({ manifest, recipient }) => {
      const category = neededConsent(manifest.privacy) ?? 'necessary';
      const by = recipient ?? manifest.name;
      return manifest.privacy.cookies.map(({ name, purpose, days }) => {
        const lifetime = days * 24 * 60 * 60;
        return { name, kind: 'cookie' as const, purpose: { words: purpose }, category, lifetime, by };
      });
    });
  }

  private whose(fields: readonly string[]): ConsentNeed['of'] {
    const kinds = new Set(fields.flatMap((field) => this.fields.get(field)?.subject ?? []));
    return kinds.size ? [...kinds] : ['visitor'];
  }
}
