import { IsString, MaxLength } from 'class-validator';
import {
  EmailField,
  LineField,
  NewPasswordField,
  OptionalEmailField,
  OptionalLineField,
  TextField,
} from '../../common/forms/fields';
import { DomainField } from '../websites/domain.field';

export class SetupDto {
  @IsString() @MaxLength(100) key: string;
  @LineField() name: string;
  @EmailField() email: string;
  @NewPasswordField() password: string;
  @LineField() workspace: string;
  /** As in the imprint; the workspace's name if left out. */
  @OptionalLineField() legalName?: string;
  /** Where visitors write about privacy; the person's own if left out. */
  @OptionalEmailField() contact?: string;
  /** Postal. Without it the widget is only in the preview. */
  @TextField(500) address: string = '';
  @LineField() website: string;
  /** None: the widget runs anywhere. */
  @DomainField() domain?: string;
}
