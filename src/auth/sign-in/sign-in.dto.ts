import { IsOptional, IsString } from 'class-validator';
import { EmailField, PasswordField } from '../../common/forms/fields';

export class SignInDto {
  @EmailField() email: string;
  @PasswordField() password: string;
  /** Where the person was going. */
  @IsOptional() @IsString() next?: string;
}
