import { judge } from './judge';

declare global {
  /** There once the script was loaded, which is when somebody comes to the field. */
  var passwordStrength: typeof judge | undefined;
}
globalThis.passwordStrength = judge;
