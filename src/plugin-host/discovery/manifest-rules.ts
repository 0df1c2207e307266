import { existsSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, sep } from 'node:path';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import semver from 'semver';
import { engineVersion, type Manifest } from '../../plugin-api';
import { manifestSchema } from '../../plugin-api/manifest.schema';
import { neededFields } from '../plugin-host.types';
import { hostProblem } from './host-rules';

const file = 'plugin.json';
let compiled: ValidateFunction | undefined;

/** Compiling takes six megabytes, which a server without plugins of its own never needs. */
function schemaOfManifests(): ValidateFunction {
  const options = { allErrors: true, strict: false, formats: { regex: isRegularExpression }, verbose: true };
  return (compiled ??= new Ajv(options).compile(manifestSchema));
}

/** What is wrong with a manifest's shape; nothing if it can be read as a {@link Manifest}. */
export function shapeProblems(manifest: unknown): string[] {
  const matchesSchema = schemaOfManifests();
  if (matchesSchema(manifest)) return [];
  const purpose = (manifest as { privacy?: { purpose?: unknown } } | null)?.privacy?.purpose;
  const errors = (matchesSchema.errors ?? []).filter(({ keyword }) => keyword !== 'anyOf' && keyword !== 'propertyNames');
  return [...new Set(errors.map((error) => sentenceOf(error, purpose)))];
}

function sentenceOf({ keyword, instancePath, params, data, message }: ErrorObject, purpose: unknown): string {
  const place = instancePath.slice(1).replaceAll('/', '.');
  const at = `${file}${place ? `, "${place}"` : ''}`;
  const shown = shortened(JSON.stringify(data));
  if (place === 'privacy.purpose' && /sell|sale/i.test(String(purpose)))
    return `${at}: personal data is never sold: there is no purpose ${shown}. Use one of ${params.allowedValues?.join(', ')}, or leave the data alone.`;
  switch (keyword) {
    case 'additionalProperties':
      return `${at}: "${params.additionalProperty}" is not known. Remove it, or look for a spelling mistake.`;
    case 'required':
      return `${at}: "${params.missingProperty}" is missing. Add it.`;
    case 'enum':
      return `${at}: ${shown} is not one of ${params.allowedValues.join(', ')}. Use one of these.`;
    case 'type':
      return `${at}: ${shown} should be of type ${params.type}. Change it.`;
    case 'pattern':
      return `${at}: ${shown} does not match ${params.pattern}. Write it in this form.`;
  }
  return `${at}: ${shown} ${message}. Change it.`;
}

const shortened = (text: string | undefined) => (text && text.length > 60 ? `${text.slice(0, 59)}…` : text);

/** What a schema cannot say. `isKnown` asks the data map. */
export function ruleProblems(
  manifest: Manifest,
  folder: string,
  folderName: string,
  isKnown: (field: string) => boolean,
): string[] {
  const { id, version, engine, provides, events, network, privacy, settings, schedule, webhook, widget } = manifest;
  const problem = (place: string, words: string) => `${file}, "${place}": ${words}`;
  const needed = provides.flatMap((capability) =>
    (neededFields[capability] ?? [])
      .map((field) => ({ capability, field }))
      .filter(({ field }) => !privacy.fields.includes(field)),
  );
  return [
    id !== folderName && problem('id', `"${id}" is not the folder's name. Rename one of them: the folder is "${folderName}".`),
    !semver.valid(version) && problem('version', `"${version}" is not a semantic version. Write it like 1.0.0.`),
    engineProblem(engine, problem),
    mainProblem(manifest.main, folder, problem),
    !provides.length &&
      !events.length &&
      !widget &&
      problem('provides', 'it provides nothing, hears no event and shows nothing in the widget. Name a capability.'),
    events.length &&
      !provides.includes('eventHandler') &&
      problem('events', 'events are listed, but nobody handles them. Add "eventHandler" to "provides", or remove the events.'),
    provides.includes('scheduledJob') &&
      !schedule &&
      problem('schedule', 'a scheduledJob needs to know how often. Add { "minutes": 60 }.'),
    webhook &&
      !provides.includes('paymentProvider') &&
      problem('webhook', 'notices are expected, but nobody reads them. Add "paymentProvider" to "provides", or remove it.'),
    ...needed.map(({ capability, field }) =>
      problem('privacy.fields', `${capability} cannot do its work without "${field}". Declare it.`),
    ),
    ...privacy.fields
      .filter((field) => !isKnown(field))
      .map((field) => problem('privacy.fields', `"${field}" is not in the data map. Use a name from it, or remove it.`)),
    privacy.basis === 'consent' &&
      !privacy.consent &&
      problem('privacy.consent', 'the basis is consent, so it needs the category that people are asked for. Name one.'),
    privacy.basis !== 'consent' &&
      privacy.consent &&
      problem('privacy.consent', `the basis is ${privacy.basis}, so nobody is asked. Set it to null, or the basis to "consent".`),
    privacy.fields.length &&
      privacy.recipient === null &&
      network.length &&
      problem('privacy.recipient', 'fields and hosts are declared, but nobody who receives them. Name the recipient.'),
    ...(settings.required ?? [])
      .filter((name) => !settings.properties[name])
      .map((name) => problem('settings.required', `there is no setting "${name}". Add it to the properties, or remove it here.`)),
    ...Object.entries(settings.properties)
      .filter(([, { type, default: given }]) => given !== undefined && typeof given !== (type === 'integer' ? 'number' : type))
      .map(([name, { type }]) => problem(`settings.properties.${name}.default`, `it should be of type ${type}. Change it.`)),
    ...network.map((host) => {
      const words = hostProblem(host, Object.keys(settings.properties));
      return words && problem('network', words);
    }),
  ].filter((words): words is string => Boolean(words));
}

type Say = (place: string, words: string) => string;

function engineProblem(engine: string, problem: Say): string | false {
  if (!semver.validRange(engine)) return problem('engine', `"${engine}" is not a range of versions. Write it like ^1.0.`);
  if (semver.satisfies(engineVersion, engine)) return false;
  return problem(
    'engine',
    `it was made for engine ${engine}, and this server speaks ${engineVersion}. Install a version of the plugin that fits.`,
  );
}

/** The script must stand in the folder: its process may read nothing else. */
function mainProblem(main: string, folder: string, problem: Say): string | false {
  const path = join(folder, main);
  if (isAbsolute(main) || !path.startsWith(folder + sep))
    return problem('main', `"${main}" leads out of the plugin's folder. Name a script inside of it.`);
  if (!/\.(js|cjs|mjs)$/.test(main)) return problem('main', `"${main}" is not a script. Name a .js, .cjs or .mjs file.`);
  if (!existsSync(path) || !statSync(path).isFile())
    return problem('main', `there is no file "${main}" in ${folder}. Build the plugin, or mend the name.`);
  if (!realpathSync(path).startsWith(realpathSync(folder) + sep))
    return problem('main', `"${main}" is a link that leads out of the plugin's folder. Put the script itself there.`);
  return false;
}

function isRegularExpression(text: string): boolean {
  try {
    return Boolean(new RegExp(text, 'u'));
  } catch {
    return false;
  }
}
