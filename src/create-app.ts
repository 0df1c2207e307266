import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module';
import { SocketAdapter } from './chat/socket-adapter';
import { configureHttp } from './common/http/configure-http';
import { Log } from './common/logging/log';
import { readCertificate, type CertificateFiles } from './common/tls/certificate';
import type { Settings } from './config/settings';

/** The whole server, ready to listen. Tests and `main` start the same one. */
export async function createApp(settings: Settings): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(settings), {
    abortOnError: false,
    bodyParser: false,
    logger: new Log(settings.LOG_LEVEL),
    ...(settings.TLS_CERT && { httpsOptions: tlsOf(settings as CertificateFiles) }),
  });
  configureHttp(app);
  app.useWebSocketAdapter(new SocketAdapter(app, settings.RATE_LIMITS));
  return app;
}

/** Node's own choice of ciphers, of TLS 1.2 and 1.3; whoever connects and says nothing does not hold a place for long. */
function tlsOf(files: CertificateFiles) {
  const { cert, key } = readCertificate(files);
  return { cert, key, minVersion: 'TLSv1.2' as const, handshakeTimeout: 10_000 };
}
