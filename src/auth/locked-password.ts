/**
 * Stands in the place of the hash of an account that somebody said is not in their hands alone. No password has it; checking against it
 * takes as long as against any other. Whatever gives the account a new password unlocks it.
 */
export const lockedHash = `$argon2id$v=19$m=19456,t=2,p=1$${'B'.repeat(21)}A$${'B'.repeat(42)}A`;
