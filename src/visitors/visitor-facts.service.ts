import { Injectable } from '@nestjs/common';
import type { Website } from '../workspaces/website.entity';
import { AddressHashes } from './address-hashes.service';
import { CountryEstimates } from './country-estimates.service';
import { factsOf } from './visitor-facts';
import type { LaterFacts, VisitorFacts, VisitorTraces } from './visitor.types';

/** What the software itself learns about a visitor, as the website's switches say. */
@Injectable()
export class VisitorFactsService {
  constructor(
    private readonly countries: CountryEstimates,
    private readonly hashes: AddressHashes,
  ) {}

  /** Nothing is looked at before somebody asks, and then it is done once. */
  later(website: Website, visitorId: string, traces: VisitorTraces): LaterFacts {
    let made: Promise<VisitorFacts> | undefined;
    const countryOf = (address: string) => this.countries.of(website.workspaceId, visitorId, address);
    const marks = () => this.hashes.of(website.workspaceId, traces.address);
    return () => (made ??= factsOf(website, traces, countryOf).then((facts) => ({ ...facts, marks: marks() })));
  }
}
