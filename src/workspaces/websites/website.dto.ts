import { ColourField, LineField, TextField, TickField } from '../../common/forms/fields';
import { IsIn } from 'class-validator';
import { proofModes, type ProofMode } from '../website.entity';
import { DomainField, DomainListField } from './domain.field';

export class NewWebsiteDto {
  @LineField() name: string;
  /** None: the widget runs anywhere. */
  @DomainField() domain?: string;
}

export class WebsiteDto {
  @LineField() name: string;
  @DomainListField() domains: string[] = [];
  @ColourField() accent: string;
  @TextField(500) greeting: string = '';
  @TickField() collectsPages: boolean = false;
  @TickField() collectsBrowser: boolean = false;
  @TickField() collectsLocation: boolean = false;
  @TickField() collectsContact: boolean = false;
  @IsIn(proofModes) proof: ProofMode = 'automatic';
}
