import { letMemoryGrow } from './spare-memory';
import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Closing } from './common/closing';
import { readSettings, type Settings } from './config/settings';
import { createApp } from './create-app';
import { holdFolder } from './hold-folder';
import { listen } from './listen';
import { explain } from './start-problems';

async function start(): Promise<void> {
  const settings = readSettings(process.env, process.argv.slice(2));
  holdFolder(settings);
  const app = await createApp(settings);
  stopOnSignal(app, settings);
  const address = await listen(app, settings);
  letMemoryGrow();
  process.stdout.write(`Parlour is at ${address}\n`);
}

function stopOnSignal(app: NestExpressApplication, settings: Settings): void {
  const stop = (signal: NodeJS.Signals) => {
    if (app.get(Closing).closing) return;
    new Logger('main').log(`${signal}: finishing what is under way.`);
    app.get(Closing).begin();
    setTimeout(() => {
      new Logger('main').warn(`Not finished after ${settings.SHUTDOWN_SECONDS} s; stopping all the same.`);
      process.exit(1);
    }, settings.SHUTDOWN_SECONDS * 1000).unref();
    app.close().then(
      () => process.exit(0),
      (error: Error) => {
        new Logger('main').error(`Stopping failed: ${error.stack}`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

// A rejection nobody waits for belongs to one request or job and leaves the rest sound. After an exception that nothing
// caught the state is unknown: saying so and starting anew is safer, and loses nothing that was acknowledged.
process.on('unhandledRejection', (reason) =>
  new Logger('main').error(`Not handled: ${reason instanceof Error ? reason.stack : 'a rejection'}`),
);
process.on('uncaughtException', (error) => {
  new Logger('main').fatal(`Not caught: ${error.stack}`);
  process.exit(1);
});

start().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});
