import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose row it is, where a column of the row says so. */
const ofConversation = (id: string) =>
  `EXISTS (SELECT 1 FROM conversation AS c JOIN restriction AS r ON r.subject_id = c.visitor_id AND r.workspace_id = c.workspace_id
   WHERE c.id = ${id} AND r.restricted)`;
const ofVisitor = (id: string) => `EXISTS (SELECT 1 FROM restriction AS r WHERE r.subject_id = ${id} AND r.restricted)`;

interface Guard {
  name: string;
  /** Which statement on which table. */
  on: string;
  when: string;
  /** `refuse`: the statement fails; `skip`: the row is left out, and nobody is told. */
  then: 'refuse' | 'skip';
}

/**
 * What must not happen to data that may only be stored (Art. 18 GDPR), in the database itself: below every room, so that none can forget
 * it. New words of the person and answers to them are let through: the person asks for that by writing.
 */
const guards: Guard[] = [
  {
    name: 'restricted_words',
    on: 'UPDATE OF body, deleted_at ON message',
    when: ofConversation('old.conversation_id'),
    then: 'refuse',
  },
  {
    name: 'restricted_notes',
    on: 'INSERT ON message',
    when: `new.kind = 'note' AND ${ofConversation('new.conversation_id')}`,
    then: 'refuse',
  },
  { name: 'restricted_tags', on: 'INSERT ON conversation_tag', when: ofConversation('new.conversation_id'), then: 'refuse' },
  {
    name: 'restricted_contact',
    on: 'UPDATE OF name, email, external_id ON visitor',
    when: `(coalesce(new.name, '') <> coalesce(old.name, '') OR coalesce(new.email, '') <> coalesce(old.email, '')
      OR coalesce(new.external_id, '') <> coalesce(old.external_id, '')) AND ${ofVisitor('old.id')}`,
    then: 'refuse',
  },
  { name: 'restricted_pages', on: 'INSERT ON page_view', when: ofVisitor('new.visitor_id'), then: 'skip' },
];

/** The text that the error carries, and that `Database` knows. */
const refusal = 'person.restricted';

export class Restrictions1764530000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const onPostgres = runner.connection.options.type === 'postgres';
    for (const guard of guards)
      for (const statement of onPostgres ? postgres(guard) : sqlite(guard)) await runner.query(statement);
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}

const sqlite = ({ name, on, when, then }: Guard): string[] => [
  `CREATE TRIGGER ${name} BEFORE ${on} WHEN ${when} BEGIN SELECT RAISE(${then === 'skip' ? 'IGNORE' : `ABORT, '${refusal}'`}); END`,
];

/** A condition of a trigger may not look at other tables there: the function does. */
const postgres = ({ name, on, when, then }: Guard): string[] => [
  `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     IF ${when} THEN ${then === 'skip' ? 'RETURN NULL;' : `RAISE EXCEPTION '${refusal}' USING ERRCODE = 'check_violation';`} END IF;
     RETURN new;
   END $$`,
  `CREATE TRIGGER ${name} BEFORE ${on} FOR EACH ROW EXECUTE FUNCTION ${name}()`,
];
