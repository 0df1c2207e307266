import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module';
import { SocketAdapter } from './chat/socket-adapter';
import { configureHttp } from './common/http/configure-http';
import { Log } from './common/logging/log';
import type { Settings } from './config/settings';

/** The whole server, ready to listen. Tests and `main` start the same one. */
export async function createApp(settings: Settings): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(settings), {
    abortOnError: false,
    bodyParser: false,
    logger: new Log(settings.LOG_LEVEL),
  });
  configureHttp(app);
  app.useWebSocketAdapter(new SocketAdapter(app, settings.RATE_LIMITS));
  return app;
}
