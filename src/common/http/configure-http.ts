import type { NestExpressApplication } from '@nestjs/platform-express';
import { expressView } from '../views/express-view';
import { ViewsService } from '../views/views.service';
import { OwnOrigin } from './own-origin';
import { RequestRecords } from './request-record';
import { SecurityHeaders } from './security-headers';
import { StaticFiles } from './static-files';

const jsonLimit = 64 * 1024;
const formLimit = 256 * 1024;
const noticeLimit = 256 * 1024;
const reportLimit = 16 * 1024;
const reports = /^application\/(csp-report|reports\+json)\b/;

/** The way of a request to its room: it is given an id, its headers, maybe a file; it is asked where it comes from; then read. */
export function configureHttp(app: NestExpressApplication): void {
  app.disable('x-powered-by');
  // Pages are never stored, so their fingerprints would be work for nothing.
  app.disable('etag');
  app.set('view', expressView(app.get(ViewsService)));
  app.use(app.get(RequestRecords).middleware);
  app.use(app.get(SecurityHeaders).middleware);
  app.use(app.get(StaticFiles).middleware);
  app.use(app.get(OwnOrigin).middleware);
  // A signature is over bytes: what vendors send to plugins is neither unpacked nor read here.
  app.useBodyParser('raw', {
    limit: noticeLimit,
    inflate: false,
    type: (request) => request.url?.startsWith('/hooks/') ?? false,
  });
  app.useBodyParser('json', {
    limit: reportLimit,
    type: (request) => request.url === '/csp-reports' && reports.test(request.headers['content-type'] ?? ''),
  });
  app.useBodyParser('json', { limit: jsonLimit });
  // Not "extended": a field is a text or, given twice, a list of texts; never an object.
  app.useBodyParser('urlencoded', { limit: formLimit, extended: false });
}
