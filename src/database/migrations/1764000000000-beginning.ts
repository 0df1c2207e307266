import { type MigrationInterface, type QueryRunner, type TableColumnOptions } from 'typeorm';
import { createTables, flag, integer, key, maybe, text, time, zero, type Shape } from './tables';

const tables: Record<string, Shape> = {
  setting: { columns: [text('name', key), text('value')] },
  workspace: { columns: [text('id', key), text('name'), text('accent'), time('created_at')] },
  account: {
    columns: [text('id', key), text('email'), text('name'), text('password_hash'), time('created_at')],
    indexes: { 'account_by_email!': ['email'] },
  },
  member: {
    columns: [text('workspace_id', key), text('account_id', key), text('role'), time('joined_at')],
    indexes: { member_by_account: ['account_id'] },
  },
  invitation: {
    columns: [
      text('id', key),
      text('workspace_id'),
      text('token_hash', { isUnique: true }),
      text('role'),
      text('email', maybe),
      text('invited_by'),
      time('expires_at'),
    ],
    indexes: { invitation_by_workspace: ['workspace_id'] },
  },
  session: {
    columns: [text('id', key), text('account_id'), text('workspace_id'), time('created_at'), time('used_at'), time('expires_at')],
    indexes: { session_by_account: ['account_id'], session_by_expiry: ['expires_at'] },
  },
  website: {
    columns: [
      text('id', key),
      text('workspace_id'),
      text('key'),
      text('name'),
      text('domains', { default: "'[]'" }),
      text('accent'),
      text('greeting'),
      text('identity_secret'),
      flag('collects_pages'),
      flag('collects_browser'),
      flag('collects_location'),
      flag('collects_contact'),
      time('hello_at', maybe),
      time('created_at'),
    ],
    indexes: { 'website_by_key!': ['key'], website_by_workspace: ['workspace_id'] },
  },
  visitor: {
    columns: [
      text('id', key),
      text('workspace_id'),
      text('website_id'),
      text('external_id', maybe),
      text('name', maybe),
      text('email', maybe),
      flag('verified'),
      text('browser', maybe),
      text('os', maybe),
      text('language', maybe),
      text('country', maybe),
      time('created_at'),
      time('seen_at'),
    ],
    indexes: { 'visitor_by_external_id!': ['website_id', 'external_id'] },
  },
  page_view: {
    columns: [text('id', key), text('workspace_id'), text('visitor_id'), text('url'), text('title'), time('at')],
    indexes: { page_view_by_visitor: ['visitor_id', 'id'] },
  },
  conversation: {
    columns: [
      text('id', key),
      text('workspace_id'),
      text('website_id'),
      text('visitor_id'),
      text('status'),
      text('assignee_id', { default: "''" }),
      integer('attention', zero),
      integer('unread', zero),
      integer('position', zero),
      integer('last_seq', zero),
      integer('visitor_seen', zero),
      integer('team_seen', zero),
      time('last_at'),
      text('last_kind'),
      text('preview'),
      time('waiting_since', maybe),
      time('created_at'),
      time('closed_at', maybe),
    ],
    indexes: {
      conversation_inbox: ['workspace_id', 'status', 'attention', 'last_at', 'id'],
      conversation_assigned: ['workspace_id', 'assignee_id', 'status', 'attention', 'last_at', 'id'],
      conversation_of_visitor: ['visitor_id', 'id'],
    },
  },
  message: {
    columns: [
      text('id'),
      text('workspace_id'),
      text('conversation_id'),
      integer('position'),
      integer('seq', maybe),
      text('kind'),
      text('sender'),
      text('author_id'),
      text('body'),
      integer('files', zero),
      time('at'),
      time('deleted_at', maybe),
    ],
    indexes: { 'message_once!': ['conversation_id', 'id'], 'message_order!': ['conversation_id', 'position'] },
  },
  attachment: {
    columns: [
      text('id', key),
      text('workspace_id'),
      text('uploader_id'),
      text('conversation_id', maybe),
      text('message_id', maybe),
      integer('place', maybe),
      text('name'),
      text('type'),
      text('kind'),
      integer('size'),
      integer('width', maybe),
      integer('height', maybe),
      time('created_at'),
    ],
    indexes: { attachment_of_message: ['conversation_id', 'message_id'] },
  },
  tag: { columns: [text('id', key), text('workspace_id'), text('name')], indexes: { 'tag_by_name!': ['workspace_id', 'name'] } },
  conversation_tag: { columns: [text('conversation_id', key), text('tag_id', key)] },
  inbox_count: { columns: [text('workspace_id', key), text('assignee_id', key), text('status', key), integer('total')] },
  outbox_job: {
    columns: [
      text('id', key),
      text('workspace_id', maybe),
      text('kind'),
      text('payload'),
      text('state'),
      integer('attempts', zero),
      time('run_at'),
      text('error', maybe),
    ],
    indexes: { outbox_due: ['state', 'run_at'] },
  },
  mail: {
    columns: [text('id', key), text('workspace_id'), text('recipient'), text('subject'), text('body'), time('at')],
    indexes: { mail_by_workspace: ['workspace_id', 'id'] },
  },
};

export class Beginning1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const onPostgres = runner.connection.options.type === 'postgres';
    const serial: TableColumnOptions = {
      name: 'serial',
      type: onPostgres ? 'bigint' : 'integer',
      isPrimary: true,
      isGenerated: true,
      generationStrategy: 'increment',
    };
    const { message, ...others } = tables;
    await createTables(runner, { ...others, message: { ...message, columns: [serial, ...message.columns] } });
    await runner.query("INSERT INTO setting (name, value) VALUES ('probe', '')");
    for (const statement of onPostgres ? fullTextOnPostgres : fullTextOnSqlite) await runner.query(statement);
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore the snapshot that was made before this one.');
  }
}

/**
 * `workspace_id` is a word of the index, so that a search never leaves its workspace. Messages are indexed some at a time, shortly after
 * they came, at less than half of the cost; `search.indexed` says how far. What is deleted or changed below that mark leaves the index at once.
 */
const isIndexed =
  "old.serial <= (SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'search.indexed') AND old.kind <> 'event'";
const leave =
  "INSERT INTO message_search(message_search, rowid, body, workspace_id) VALUES ('delete', old.serial, old.body, old.workspace_id)";
const fullTextOnSqlite = [
  `INSERT INTO setting (name, value) VALUES ('search.indexed', '0')`,
  `CREATE VIRTUAL TABLE message_search USING fts5(body, workspace_id, content='message', content_rowid='serial',
     tokenize='unicode61 remove_diacritics 2', columnsize=0, detail=column)`,
  `INSERT INTO message_search(message_search, rank) VALUES ('secure-delete', 1)`,
  `CREATE TRIGGER message_search_delete AFTER DELETE ON message WHEN ${isIndexed} BEGIN ${leave}; END`,
  `CREATE TRIGGER message_search_update AFTER UPDATE OF body ON message WHEN ${isIndexed} BEGIN
     ${leave};
     INSERT INTO message_search(rowid, body, workspace_id) VALUES (new.serial, new.body, new.workspace_id);
   END`,
];

/** `unaccent` may be missing or forbidden; without it, accents count. The function is immutable, as an index needs. */
const fullTextOnPostgres = [
  `DO $$ BEGIN CREATE EXTENSION IF NOT EXISTS unaccent; EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'unaccent is not available'; END $$`,
  `DO $$ BEGIN
     IF EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'unaccent') THEN
       EXECUTE 'CREATE FUNCTION search_words(value text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS ''SELECT to_tsvector(''''simple''''::regconfig, unaccent(''''unaccent''''::regdictionary, left(value, 8000)))''';
       EXECUTE 'CREATE FUNCTION search_text(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS ''SELECT unaccent(''''unaccent''''::regdictionary, value)''';
     ELSE
       EXECUTE 'CREATE FUNCTION search_words(value text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS ''SELECT to_tsvector(''''simple''''::regconfig, left(value, 8000))''';
       EXECUTE 'CREATE FUNCTION search_text(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS ''SELECT value''';
     END IF;
   END $$`,
  `CREATE INDEX message_search ON message USING gin (search_words(body)) WHERE kind <> 'event' AND body <> ''`,
];
